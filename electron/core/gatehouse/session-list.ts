import { randomUUID } from 'node:crypto';
import type { EventMessage } from '../../shared/contract/contract.ts';
import { Failure } from '../../shared/failure.ts';
import type { SessionView } from '../../shared/views/session-view.ts';
import { type LiveSession, type LiveSessionOptions, startLiveSession, type TerminalSize } from './live-session.ts';
import { noSuch } from './no-such.ts';
import type { SessionHead } from './session-record.ts';

/** The tabs, in the order in which they were opened. */
export interface SessionList {
  views(): readonly SessionView[];
  /** @throws Failure when there is no such profile */
  start(profileId: string, size: TerminalSize): SessionView;
  /** Begins anew in the same tab. @throws Failure when there is no such tab, or its session has not ended */
  restart(id: string, size: TerminalSize): SessionView;
  /** @returns the session that has gone; @throws Failure as `restart` does */
  dismiss(id: string): SessionView;
  find(id: string): LiveSession | undefined;
  /** Ends all, and waits until nothing moves any more. */
  endAll(): Promise<void>;
}

export interface SessionListOptions {
  /** What is known of a profile at once. @throws Failure when there is none */
  readonly headOf: (profileId: string) => Omit<SessionHead, 'id'>;
  /** What a session needs beside its tab. */
  readonly surroundings: (head: SessionHead) => Omit<LiveSessionOptions, 'head' | 'size' | 'publish' | 'send'>;
  readonly emit: (message: EventMessage) => void;
}

export function createSessionList({ headOf, surroundings, emit }: SessionListOptions): SessionList {
  const sessions = new Map<string, LiveSession>();

  const begin = (id: string, profileId: string, size: TerminalSize): SessionView => {
    const head = { id, ...headOf(profileId) };
    const session = startLiveSession({
      ...surroundings(head),
      head,
      size,
      publish: (view) => emit(['session', view]),
      send: (bytes) => emit(['output', { id, bytes }]),
    });
    // A map keeps a key's place when its value is replaced.
    sessions.set(id, session);
    return session.view();
  };

  const ended = (id: string): LiveSession => {
    const session = sessions.get(id);
    if (session === undefined) throw noSuch('session');
    if (session.view().state !== 'ended') throw new Failure('internal', 'The session has not ended yet.');
    return session;
  };

  return {
    views: () => [...sessions.values()].map((session) => session.view()),
    start: (profileId, size) => begin(randomUUID(), profileId, size),
    restart: (id, size) => begin(id, ended(id).view().profileId, size),
    dismiss(id) {
      const session = ended(id);
      sessions.delete(id);
      emit(['session-gone', { id }]);
      return session.view();
    },
    find: (id) => sessions.get(id),
    async endAll() {
      for (const session of sessions.values()) session.end();
      await Promise.all([...sessions.values()].map(({ over }) => over));
    },
  };
}
