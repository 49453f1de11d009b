import { asFailure, type Failure } from '../../../shared/failure.ts';
import { failedHappening, type GateEnding } from '../../../shared/timeline.ts';
import type { FailureView, SessionEnd, SessionView } from '../../../shared/views/session-view.ts';
import { cancellable } from '../../cancel.ts';
import type { GateHold } from '../../gate/holding/hold-once.ts';
import { openSessionAlong, type SessionAlong } from '../../session/session-along.ts';
import type { LiveConnection } from '../../ssh/live-connection.ts';
import type { SshChannel } from '../../ssh/ssh-channel.ts';
import type { GateBoard } from '../gates/gate-board.ts';
import { notShut } from '../gates/not-shut.ts';
import type { PromptDesk } from '../prompts/prompt-desk.ts';
import type { Target } from '../target.ts';
import { editedChannel } from './edited-channel.ts';
import { createSessionLegs } from './session-legs.ts';
import type { SessionOutput } from './session-output.ts';
import { createSessionRecord, failureView, type SessionHead } from './session-record.ts';

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** One life of a tab: opening, live, ending, ended. It works by itself from the moment it is made. */
export interface LiveSession {
  view(): SessionView;
  /** undefined while there is none to lose. */
  connection(): LiveConnection | undefined;
  size(): TerminalSize;
  /** Keys and pastes, as they are; nothing happens while there is no terminal. */
  input(bytes: Uint8Array): void;
  resize(size: TerminalSize): void;
  /** Cancels what opens, ends what lives. */
  end(): void;
  /** Settles when nothing moves any more; never rejects. */
  readonly over: Promise<void>;
}

export interface LiveSessionOptions {
  readonly head: SessionHead;
  readonly size: TerminalSize;
  readonly target: () => Promise<Target>;
  readonly board: GateBoard;
  readonly desk: PromptDesk;
  readonly mayKeep: () => boolean;
  readonly userName: string;
  readonly agentSocket: string | undefined;
  /** Raised when the shutting must end too. */
  readonly shutSignal: AbortSignal;
  readonly publish: (view: SessionView) => void;
  /** The tab's: it has what earlier sessions wrote in it. */
  readonly output: SessionOutput;
  readonly onLive: () => void;
  /** The session has let go. Where its gate stays open for a while or by hand, the hold is to be released once more. */
  readonly onLetGo: (profileId: string, hold: GateHold, ending: GateEnding) => void;
  /** What was to be remembered could not be kept. */
  readonly onUnkept: (failure: Failure) => void;
}

const usualTerminal = 'xterm-256color';

export function startLiveSession(options: LiveSessionOptions): LiveSession {
  const { head, output } = options;
  const record = createSessionRecord(head, options.publish);
  const cancel = new AbortController();
  let size = options.size;
  let channel: SshChannel | undefined;
  let connection: LiveConnection | undefined;

  const isAtWork = () => record.view().state === 'opening' || record.view().state === 'live';
  /** The work is over, for the first reason there is; what follows is about the gate. */
  const endWork = (end: SessionEnd) => {
    if (!isAtWork()) return;
    record.change({ end });
    record.moveTo('ending');
  };
  const fail = (failure: FailureView) =>
    endWork(failure.code === 'cancelled' ? { kind: 'cancelled' } : { kind: 'failed', failure });

  const live = async () => {
    try {
      const target = await cancellable(options.target(), cancel.signal);
      record.change({ port: target.plan.port });
      await throughGate(target);
    } catch (thrown) {
      fail(failureView(asFailure(thrown)));
    }
    record.moveTo('ended');
  };

  const throughGate = async (target: Target) => {
    const { shutSignal } = options;
    const legs = createSessionLegs({
      ...options,
      record,
      signal: cancel.signal,
      onFailed: fail,
    });
    try {
      const hops = target.hops.map(legs.legOf);
      const session = await openSessionAlong(hops, legs.legOf(target), { signal: cancel.signal, shutSignal });
      if ('failure' in session) {
        if (session.ending !== undefined) record.change({ ending: session.ending });
        return;
      }
      endWork(await workIn(session, target.profile.terminal?.type ?? usualTerminal));
      record.change({ ending: await session.end().catch(notShut) });
    } finally {
      await legs.over();
    }
  };

  const workIn = async ({ ssh, ...session }: SessionAlong, term: string): Promise<SessionEnd> => {
    connection = session.connection;
    try {
      const shell = await cancellable(ssh.shell({ term, ...size }), cancel.signal);
      const opened = shell.hasTerminal ? shell : editedChannel(shell);
      channel = opened;
      output.connect(opened);
      // It may have been another one when the shell was asked for.
      opened.resize(size.columns, size.rows);
      if (isAtWork()) record.moveTo('live');
      options.onLive();
      const end = await cancellable(opened.ended, cancel.signal);
      record.happened({ event: 'ended', ...end });
      return { kind: 'exited', ...end };
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (failure.code === 'cancelled') record.happened({ event: 'ended', reason: 'ended here' });
      else record.happened(failedHappening(failure));
      return failure.code === 'cancelled' ? { kind: 'by-person' } : { kind: 'failed', failure: failureView(failure) };
    } finally {
      channel = undefined;
      connection = undefined;
    }
  };

  options.publish(record.view());
  return {
    view: record.view,
    connection: () => connection,
    size: () => size,
    over: live(),
    input: (bytes) => void channel?.input.write(bytes),
    resize(now) {
      size = now;
      channel?.resize(size.columns, size.rows);
    },
    end() {
      if (!isAtWork()) return;
      endWork({ kind: record.view().state === 'live' ? 'by-person' : 'cancelled' });
      output.disconnect();
      cancel.abort();
    },
  };
}
