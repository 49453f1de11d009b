import { join } from 'node:path';
import type { EventMessage } from '../../shared/contract/contract.ts';
import { practiceProfileId } from '../../shared/views/session-view.ts';
import type { Settings } from '../../shared/views/settings.ts';
import { createEmitter } from '../emitter.ts';
import { oneTimeFolder } from '../gate/journal/one-time-lists.ts';
import type { Surroundings } from '../ports.ts';
import { noSuchProfile } from '../profiles/no-such-profile.ts';
import type { ProfileLibrary } from '../profiles/profile-library.ts';
import type { Services } from '../services.ts';
import { createDelayedShuts } from './gates/delayed-shuts.ts';
import { createGateBoard } from './gates/gate-board.ts';
import { createGateDesk } from './gates/gate-desk.ts';
import { noticeOfDamage, noticeOfFound, noticeOfRunOut, noticeOfUnkept } from './gates/gate-notices.ts';
import { createHandHolds } from './gates/hand-holds.ts';
import { createJournalReader } from './gates/journal-reader.ts';
import { watchJournal } from './gates/journal-watch.ts';
import { profileGates } from './gates/profile-gates.ts';
import { watchConnections } from './network/connection-watch.ts';
import { tellOfFewLeft } from './notices/list-notices.ts';
import { createNoticeBoard } from './notices/notice-board.ts';
import { createPracticeHouse, practiceHead } from './practice-house.ts';
import { createPromptDesk } from './prompts/prompt-desk.ts';
import { quietLeg } from './sessions/quiet-leg.ts';
import { createRehearsals } from './sessions/rehearsals.ts';
import { createSessionList } from './sessions/session-list.ts';
import { keptTarget, type Target } from './target.ts';

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

/** What a gatehouse is made of, wired: the tabs, the gates and their boards, and what watches the world for them. */
export function createHouseParts(options: GatehouseOptions) {
  const { services, profiles, dataFolder, environment, userName } = options;
  const { emit, listen: onDidHappen } = createEmitter<EventMessage>();
  const practice = createPracticeHouse(join(dataFolder, 'practice'));
  const notices = createNoticeBoard((all) => emit(['notices', all]));
  const prompts = createPromptDesk((all) => emit(['prompts', all]));
  /** Raised when the shutting must end too. */
  const leave = new AbortController();
  const shutSignal = leave.signal;
  const agentSocket = environment['SSH_AUTH_SOCK'];

  const find = (profileId: string) => profiles.list().find(({ id }) => id === profileId);
  const nameOf = (profileId: string) => (profileId === practiceProfileId ? practiceHead.name : find(profileId)?.name);
  const targetOf = (profileId: string): Promise<Target> =>
    profileId === practiceProfileId
      ? practice.target()
      : keptTarget(profileId, { services, profiles, environment, userName });
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
    onLookDue: () => void desk.lookAgain(),
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

  const stopWatching = watchJournal(join(dataFolder, 'gates'), board.refresh);
  const stopWatchingLists = watchJournal(oneTimeFolder(dataFolder), () => profiles.placesMoved());
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

  return {
    ...{ sessions, prompts, notices, board, desk, hands, delays, rehearsals, onDidHappen, nameOf, targetOf },
    /** Breaks off what shuts gates. */
    leave,
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
