import type { EventMessage } from '../../shared/contract/contract.ts';
import { Failure } from '../../shared/failure.ts';
import type { GateView, LoreView } from '../../shared/views/gate-view.ts';
import type { NoticeView } from '../../shared/views/notice-view.ts';
import type { PromptView } from '../../shared/views/prompt-view.ts';
import type { RehearsalView } from '../../shared/views/rehearsal-view.ts';
import type { SessionView } from '../../shared/views/session-view.ts';
import { countsDials } from '../gate/learned/counting-firewall.ts';
import { accepted } from '../gate/reach/host-answer.ts';
import { noSuchProfile } from '../profiles/no-such-profile.ts';
import { endEverything } from './end-everything.ts';
import { createHouseParts, type GatehouseOptions } from './house-parts.ts';
import { noSuch } from './no-such.ts';
import type { TerminalSize } from './sessions/live-session.ts';

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
  /**
   * A page was taken away for what it drew: its output is not shown again, and the tabs say so.
   * @param which of all tabs, or of those whose output was not drawn to its end (where there are some)
   */
  dropOutput(which: 'undrawn' | 'all'): void;
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
  /** Shuts all that are open, may be or are being opened, but those that were open before us. @throws the first Failure, after all */
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

export function createGatehouse(options: GatehouseOptions): Gatehouse {
  const parts = createHouseParts(options);
  const { sessions, prompts, notices, board, desk, hands, delays, rehearsals, nameOf, targetOf, leave } = parts;
  let isEnding = false;

  /** A gate that nobody holds and that was not seen shut. */
  const isTrouble = ({ state, sessions: holders, isHeldByHand, shuts, isFound, isLeft }: GateView) =>
    (state === 'unknown' && !isLeft) ||
    (state === 'open' && holders === 0 && !isHeldByHand && shuts === undefined && !isFound);
  /** Its gate is not open yet, and would be a moment later, or when it begins anew by itself. */
  const isOnItsWay = ({ state, profileId, reconnectAtMs }: SessionView) =>
    reconnectAtMs !== undefined ||
    (state === 'opening' && board.views().find((view) => view.profileId === profileId)?.state !== 'open');
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
    onDidHappen: parts.onDidHappen,
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
    dropOutput(which) {
      const outputs = sessions.views().flatMap(({ id }) => sessions.outputOf(id) ?? []);
      const undrawn = outputs.filter((output) => output.isUndrawn());
      for (const output of which === 'all' || undrawn.length === 0 ? outputs : undrawn) output.drop();
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
      const givenUp = sessions.views().filter(isOnItsWay);
      for (const { id } of givenUp) sessions.end(id);
      await Promise.all(givenUp.map(({ id }) => sessions.find(id)?.over));
      const open = board.views().filter((view) => isTrouble(view) || (view.state === 'open' && !view.isFound));
      const ids = new Set([...hands.held(), ...open.map(({ profileId }) => profileId)]);
      const done = await Promise.allSettled([...ids].map(hands.close));
      for (const each of done) if (each.status === 'rejected') throw each.reason;
    },
    async lore(profileId) {
      const { plan, services: core } = await targetOf(profileId);
      const lore = await core.gatekeeper.lore(plan);
      if (lore === undefined) return undefined;
      const { paceMs, opening, slowestMs, roundTripMs, shutAnswer, sharing } = lore;
      const isBehindTaker = shutAnswer === accepted;
      const opensAfterMs = opening?.notLaterMs ?? slowestMs;
      return { paceMs, opensAfterMs, roundTripMs, countsDials: countsDials(lore), isBehindTaker, sharing };
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
    stop: parts.stop,
  };
}
