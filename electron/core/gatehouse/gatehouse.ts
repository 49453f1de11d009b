import { join } from 'node:path';
import type { EventMessage } from '../../shared/contract/contract.ts';
import { Failure } from '../../shared/failure.ts';
import type { GateView, LoreView } from '../../shared/views/gate-view.ts';
import type { NoticeView } from '../../shared/views/notice-view.ts';
import type { PromptView } from '../../shared/views/prompt-view.ts';
import type { RehearsalView } from '../../shared/views/rehearsal-view.ts';
import { practiceProfileId, type SessionView } from '../../shared/views/session-view.ts';
import type { Settings } from '../../shared/views/settings.ts';
import { createEmitter } from '../emitter.ts';
import { oneTimeFolder } from '../gate/one-time-lists.ts';
import type { Surroundings } from '../ports.ts';
import { noSuchProfile } from '../profiles/no-such-profile.ts';
import type { ProfileLibrary } from '../profiles/profile-library.ts';
import type { Services } from '../services.ts';
import { watchConnections } from './connection-watch.ts';
import { createDelayedShuts } from './delayed-shuts.ts';
import { endEverything } from './end-everything.ts';
import { createGateBoard } from './gate-board.ts';
import { createGateDesk } from './gate-desk.ts';
import { noticeOfDamage, noticeOfFound, noticeOfRunOut, noticeOfUnkept } from './gate-notices.ts';
import { createHandHolds } from './hand-holds.ts';
import { createJournalReader } from './journal-reader.ts';
import { watchJournal } from './journal-watch.ts';
import { tellOfFewLeft } from './list-notices.ts';
import type { TerminalSize } from './live-session.ts';
import { noSuch } from './no-such.ts';
import { createNoticeBoard } from './notice-board.ts';
import { createPracticeHouse, practiceHead } from './practice-house.ts';
import { profileGates } from './profile-gates.ts';
import { createPromptDesk } from './prompt-desk.ts';
import { quietLeg } from './quiet-leg.ts';
import { createRehearsals } from './rehearsals.ts';
import { createSessionList } from './session-list.ts';
import { keptTarget, type Target } from './target.ts';

/** What windows and a tray work with: tabs, gates, questions and notices over the core. */
export interface Gatehouse {
  gates(): readonly GateView[];
  sessions(): readonly SessionView[];
  prompts(): readonly PromptView[];
  notices(): readonly NoticeView[];
  /** All of the contract's events but those of profiles, settings, encryption and commands. @returns the end of it */
  onDidHappen(listener: (message: EventMessage) => void): () => void;
  /** Shuts what dead processes left open, once, at the start. What came of it is told by notices; it never fails. */
  recover(): Promise<void>;
  /** Begins at once and works on by itself. @throws Failure when there is no such profile */
  startSession(profileId: string, size: TerminalSize): SessionView;
  /** @throws Failure when there is no such tab, its session has not ended, or its profile has gone */
  restartSession(id: string, size: TerminalSize): SessionView;
  /** @throws Failure when there is no such tab */
  attach(id: string): { readonly output: Uint8Array };
  /** Like `drawn`, `resize` and `endSession`: where there is nothing to do it to, it does nothing. */
  input(id: string, bytes: Uint8Array): void;
  drawn(id: string, bytes: number): void;
  resize(id: string, columns: number, rows: number): void;
  endSession(id: string): void;
  /** @throws Failure when there is no such tab, or its session has not ended */
  dismissSession(id: string): void;
  /** A question that has been withdrawn meanwhile is no error. */
  answerPrompt(id: string, answer: string | boolean | undefined, remember: boolean): void;
  /** Settles when it is open. @throws Failure as `Gatekeeper.hold` does */
  openGate(profileId: string, useLast?: boolean): Promise<void>;
  /** @throws Failure as `Gatekeeper.shutByHand` does; a gate that was not seen shut is told by a notice */
  closeGate(profileId: string): Promise<void>;
  /** Shuts all that are open or may be, but those that were open before us. @throws the first Failure, after all */
  closeAll(): Promise<void>;
  /** Breaks off an opening by hand, and a rehearsal. */
  cancelGate(profileId: string): void;
  /** What earlier openings have taught of a profile's gate. @throws Failure as reading the profile does */
  lore(profileId: string): Promise<LoreView | undefined>;
  forgetLore(profileId: string): Promise<void>;
  /** Begins at once, or joins; it works on by itself. @throws Failure when there is no such profile */
  rehearseGate(profileId: string): RehearsalView;
  addNotice(notice: Omit<NoticeView, 'id'>): void;
  actOnNotice(id: string, action: NoticeView['actions'][number]): Promise<void>;
  /** While a session lives, or a gate of ours is not shut. */
  hasWork(): boolean;
  /**
   * Ends all sessions and lets go of every gate that this app opened, side by side, and is over after `withinMs` in any
   * case: the journal keeps what was not seen shut. What other processes hold stays open for them; nothing can be begun
   * any more.
   */
  endAll(withinMs: number): Promise<void>;
  /** Ends the practice gate and the watching. */
  stop(): Promise<void>;
}

export interface GatehouseOptions {
  readonly services: Services;
  readonly profiles: ProfileLibrary;
  /** Whether login secrets may be written. */
  readonly mayKeep: () => boolean;
  readonly dataFolder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** The login name where a profile has none. */
  readonly userName: string;
  readonly surroundings: Surroundings;
  /** What happens to a session whose connection was lost. */
  readonly reconnect: () => Settings['reconnect'];
}

export function createGatehouse(options: GatehouseOptions): Gatehouse {
  const { services, profiles, dataFolder, environment, userName } = options;
  const { emit, listen: onDidHappen } = createEmitter<EventMessage>();
  const practice = createPracticeHouse(join(dataFolder, 'practice'));
  const notices = createNoticeBoard((all) => emit(['notices', all]));
  const prompts = createPromptDesk((all) => emit(['prompts', all]));
  /** Raised when the shutting must end too. */
  const leave = new AbortController();
  const shutSignal = leave.signal;
  const agentSocket = environment['SSH_AUTH_SOCK'];
  let isEnding = false;

  const find = (profileId: string) => profiles.list().find(({ id }) => id === profileId);
  const nameOf = (profileId: string) => (profileId === practiceProfileId ? practiceHead.name : find(profileId)?.name);
  const targetOf = (profileId: string): Promise<Target> =>
    profileId === practiceProfileId ? practice.target() : keptTarget(profileId, { services, profiles, environment });
  const headOf = (profileId: string) => {
    if (profileId === practiceProfileId) return { ...practiceHead, profileId, port: practice.port() };
    const view = find(profileId);
    if (view === undefined) throw noSuchProfile();
    const { name, host, port, user = userName, opening } = view;
    return { profileId, name, host, port, user, openingSteps: opening.steps };
  };

  const kept = profileGates(services.gatekeeper, profiles);
  const journal = createJournalReader({
    sources: () => [kept, practice.source()].filter((source) => source !== undefined),
    onExpired: () => void board.refresh(),
    onMovedAside: (paths) => notices.put(noticeOfDamage(paths)),
    onDidRead(gates) {
      hands.seen(gates);
      desk.seen(gates);
    },
  });
  const board = createGateBoard({
    profileIds: () => [...profiles.list().map(({ id }) => id), practiceProfileId],
    journal,
    onDidChange(views) {
      emit(['gates', views]);
      for (const { profileId, state, sessions: holders, isFound } of views) {
        const isHeld = state === 'open' && holders > 0 && !isFound;
        if (state === 'shut' || isHeld) desk.nothingAmiss(profileId);
      }
    },
    onDidEnd: (profileId, ending, what) => desk.ended(profileId, ending, what),
  });
  const hands = createHandHolds({
    targetOf,
    async gatesOf(profileId) {
      await board.refresh();
      return journal.gates().filter(({ profileIds }) => profileIds.includes(profileId));
    },
    board,
    legOf: (target) => quietLeg(target, { board, userName, agentSocket }),
    shutSignal,
    onFound: (profileId) => notices.put(noticeOfFound(nameOf(profileId) ?? profileId, profileId)),
    onRunsOut: (profileId, failure) => notices.put(noticeOfRunOut(nameOf(profileId) ?? profileId, failure, profileId)),
  });
  const delays = createDelayedShuts(board, shutSignal);
  const rehearsals = createRehearsals({
    ...{ targetOf, board, shutSignal },
    publish: (view) => emit(['rehearsal', view]),
  });
  const desk = createGateDesk({
    gatekeeper: services.gatekeeper,
    nameOf,
    journal,
    board,
    hands,
    notices,
    shutSignal,
  });
  const sessions = createSessionList({
    headOf,
    emit,
    reconnect: options.reconnect,
    surroundings: ({ profileId, name }) => ({
      target: () => targetOf(profileId),
      board,
      desk: prompts,
      mayKeep: options.mayKeep,
      userName,
      agentSocket,
      shutSignal,
      onLive() {
        if (profileId !== practiceProfileId) profiles.used(profileId, Date.now()).catch(() => undefined);
      },
      onLetGo(profileId, hold, ending) {
        if (ending.kind === 'delayed') delays.add(profileId, hold, ending.shutsAtMs);
        if (ending.kind === 'by-hand') hands.adopt(profileId, hold);
      },
      onUnkept: (failure) => notices.put(noticeOfUnkept(name, failure, profileId)),
    }),
  });

  const stopWatching = watchJournal(join(dataFolder, 'gates'), () => void board.refresh());
  const stopWatchingLists = watchJournal(oneTimeFolder(dataFolder), () => void profiles.placesMoved());
  const stopCounting = tellOfFewLeft(profiles, notices);
  const stopWatchingNetwork = watchConnections({
    surroundings: options.surroundings,
    connections: sessions.connections,
    otherWays: () => journal.gates().flatMap(({ gate }) => (gate.left === undefined ? [] : [gate.way])),
    onDidChange() {
      void desk.tryAgain();
      sessions.hurry();
    },
  });
  const stopFollowing = profiles.onDidChange(() => void board.refresh());
  void board.refresh();

  /** A gate that nobody holds and that was not seen shut. */
  const isTrouble = ({ state, sessions: holders, isHeldByHand, shuts }: GateView) =>
    state === 'unknown' || (state === 'open' && holders === 0 && !isHeldByHand && shuts === undefined);
  const isNotShut = (id: string) => board.views().find(({ profileId }) => profileId === id)?.state !== 'shut';
  /** What begins during the end would outlive the process as an open gate. */
  const refuseAtEnd = () => {
    if (isEnding) throw new Failure('cancelled', 'Portcullis is quitting.');
  };

  return {
    gates: board.views,
    sessions: sessions.views,
    prompts: prompts.views,
    notices: notices.views,
    onDidHappen,
    recover: desk.recover,
    startSession(profileId, terminal) {
      refuseAtEnd();
      return sessions.start(profileId, terminal);
    },
    restartSession(id, terminal) {
      refuseAtEnd();
      return sessions.restart(id, terminal);
    },
    attach(id) {
      const output = sessions.outputOf(id);
      if (output === undefined) throw noSuch('session');
      return { output: output.attach() };
    },
    input: (id, bytes) => sessions.find(id)?.input(bytes),
    drawn: (id, bytes) => sessions.outputOf(id)?.drawn(bytes),
    resize: (id, columns, rows) => sessions.find(id)?.resize({ columns, rows }),
    endSession: sessions.end,
    dismissSession(id) {
      const { profileId } = sessions.dismiss(id);
      // The failed attempt has been seen; of a gate that may be open a notice tells.
      if (board.views().some((view) => view.profileId === profileId && view.state === 'failed'))
        board.dismiss(profileId);
    },
    answerPrompt: (id, answer, remember) => prompts.answer(id, { answer, remember }),
    async openGate(profileId, useLast) {
      refuseAtEnd();
      await hands.open(profileId, useLast);
    },
    closeGate: hands.close,
    async closeAll() {
      const open = board.views().filter((view) => isTrouble(view) || (view.state === 'open' && !view.isFound));
      const ids = new Set([...hands.held(), ...open.map(({ profileId }) => profileId)]);
      const done = await Promise.allSettled([...ids].map(hands.close));
      for (const each of done) if (each.status === 'rejected') throw each.reason;
    },
    async lore(profileId) {
      const { plan, services: core } = await targetOf(profileId);
      const lore = await core.gatekeeper.lore(plan);
      if (lore === undefined) return undefined;
      const { paceMs, opensAfterMs, roundTripMs } = lore;
      return { paceMs, opensAfterMs, roundTripMs };
    },
    async forgetLore(profileId) {
      const { plan, services: core } = await targetOf(profileId);
      await core.gatekeeper.forgetLore(plan);
    },
    cancelGate(profileId) {
      hands.cancel(profileId);
      rehearsals.cancel(profileId);
    },
    rehearseGate(profileId) {
      refuseAtEnd();
      if (nameOf(profileId) === undefined) throw noSuchProfile();
      return rehearsals.start(profileId);
    },
    addNotice: (notice) => notices.put(notice),
    actOnNotice: desk.act,
    hasWork: () =>
      sessions.views().some(({ state }) => state !== 'ended') ||
      hands.held().length > 0 ||
      delays.pending().some(isNotShut) ||
      rehearsals.isBusy() ||
      desk.isRecovering() ||
      board.views().some(isTrouble),
    async endAll(withinMs) {
      isEnding = true;
      const tryAgain = desk.isRecovering() || board.views().some(isTrouble) ? [desk.recover()] : [];
      const letGo = () => Promise.all([hands.letGoOfAll(), delays.endAll()]);
      // What the sessions leave open at their end is let go of after them.
      const endings = [letGo(), sessions.endAll().then(letGo), rehearsals.endAll(), ...tryAgain];
      await endEverything(endings, leave, withinMs);
    },
    async stop() {
      stopWatching();
      stopWatchingLists();
      stopCounting();
      stopWatchingNetwork();
      stopFollowing();
      journal.stop();
      await practice.stop();
    },
  };
}
