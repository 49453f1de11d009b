import { randomUUID } from 'node:crypto';
import type { EventMessage } from '../../../shared/contract/contract.ts';
import { Failure } from '../../../shared/failure.ts';
import type { SessionView } from '../../../shared/views/session-view.ts';
import type { Settings } from '../../../shared/views/settings.ts';
import type { LiveConnection } from '../../ssh/live-connection.ts';
import { noSuch } from '../no-such.ts';
import { type LiveSession, type LiveSessionOptions, startLiveSession, type TerminalSize } from './live-session.ts';
import { createReconnects } from './reconnects.ts';
import { createSessionOutput, type SessionOutput } from './session-output.ts';
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
  outputOf(id: string): SessionOutput | undefined;
  /** The connections of those that live. */
  connections(): readonly LiveConnection[];
  /** Cancels what opens, or would begin by itself; ends what lives. */
  end(id: string): void;
  /** The network has changed: what would begin by itself begins now. */
  hurry(): void;
  /** Ends all, and waits until nothing moves any more. */
  endAll(): Promise<void>;
}

export interface SessionListOptions {
  /** What is known of a profile at once. @throws Failure when there is none */
  readonly headOf: (profileId: string) => Omit<SessionHead, 'id' | 'isResumed'>;
  /** What a session needs beside its tab. */
  readonly surroundings: (head: SessionHead) => Omit<LiveSessionOptions, 'head' | 'size' | 'publish' | 'output'>;
  readonly reconnect: () => Settings['reconnect'];
  readonly emit: (message: EventMessage) => void;
}

interface Tab {
  readonly session: LiveSession;
  readonly output: SessionOutput;
}

export function createSessionList({ headOf, surroundings, reconnect, emit }: SessionListOptions): SessionList {
  const tabs = new Map<string, Tab>();
  const reconnects = createReconnects({
    mode: reconnect,
    restart: (id) => void restart(id, ended(id).size()),
    onDropped: (id) => tell(ended(id).view()),
  });

  const shown = (view: SessionView): SessionView => ({ ...view, reconnectAtMs: reconnects.dueAtMs(view.id) });
  const tell = (view: SessionView) => emit(['session', shown(view)]);

  const begin = (id: string, profileId: string, size: TerminalSize): SessionView => {
    const known = headOf(profileId);
    const head = { id, ...known, isResumed: reconnects.begins(id) };
    const output = tabs.get(id)?.output ?? createSessionOutput((bytes) => emit(['output', { id, bytes }]));
    const session = startLiveSession({
      ...surroundings(head),
      head,
      size,
      output,
      publish(view) {
        if (view.state === 'ended') reconnects.ended(view);
        tell(view);
      },
    });
    // A map keeps a key's place when its value is replaced.
    tabs.set(id, { session, output });
    return session.view();
  };
  const restart = (id: string, size: TerminalSize) => begin(id, ended(id).view().profileId, size);

  const ended = (id: string): LiveSession => {
    const session = tabs.get(id)?.session;
    if (session === undefined) throw noSuch('session');
    if (session.view().state !== 'ended') throw new Failure('internal', 'The session has not ended yet.');
    return session;
  };
  const sessions = () => [...tabs.values()].map(({ session }) => session);

  return {
    views: () => sessions().map((session) => shown(session.view())),
    start: (profileId, size) => begin(randomUUID(), profileId, size),
    restart,
    dismiss(id) {
      const session = ended(id);
      reconnects.cancel(id);
      tabs.delete(id);
      emit(['session-gone', { id }]);
      return session.view();
    },
    find: (id) => tabs.get(id)?.session,
    outputOf: (id) => tabs.get(id)?.output,
    connections: () => sessions().flatMap((session) => session.connection() ?? []),
    end(id) {
      const session = tabs.get(id)?.session;
      if (session !== undefined && reconnects.cancel(id)) tell(session.view());
      session?.end();
    },
    hurry: reconnects.hurry,
    async endAll() {
      reconnects.stop();
      for (const session of sessions()) session.end();
      await Promise.all(sessions().map(({ over }) => over));
    },
  };
}
