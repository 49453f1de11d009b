import type { SessionView } from '../../../shared/views/session-view.ts';
import type { Settings } from '../../../shared/views/settings.ts';
import { pauseBeforeTry, type ReconnectSeries, seriesAfter } from './reconnect-policy.ts';

/** Brings lost sessions back by themselves, where the person wants that. */
export interface Reconnects {
  /** A tab's session has ended: from now on `dueAtMs` says whether it begins anew by itself. */
  ended(session: SessionView): void;
  /** When a tab's session begins anew by itself, in milliseconds since 1970; undefined: it does not. */
  dueAtMs(id: string): number | undefined;
  /** A tab's session begins anew, whoever wanted it. @returns whether that is one of the tries */
  begins(id: string): boolean;
  /** The person does not want it, or the tab has gone. @returns whether it was due */
  cancel(id: string): boolean;
  /** The network has changed: what is due is tried now. */
  hurry(): void;
  /** Nothing begins any more. */
  stop(): void;
}

export interface ReconnectsOptions {
  readonly mode: () => Settings['reconnect'];
  /** Begins a session anew in its tab, which calls `begins`. */
  readonly restart: (id: string) => void;
  /** What was due is not, and nothing else tells of it. */
  readonly onDropped: (id: string) => void;
}

interface Waiting extends ReconnectSeries {
  readonly due: { readonly atMs: number; readonly timer: NodeJS.Timeout } | undefined;
}

/** How long after a change of the network a loss is its doing: the answer is waited for, and the gate looked at. */
const changeLastsMs = 60_000;

export function createReconnects({ mode, restart, onDropped }: ReconnectsOptions): Reconnects {
  const waiting = new Map<string, Waiting>();
  let changedAtMs = Number.NEGATIVE_INFINITY;
  let isStopped = false;

  const drop = (id: string) => {
    clearTimeout(waiting.get(id)?.due?.timer);
    return waiting.delete(id);
  };
  const tryNow = (id: string) => {
    try {
      if (mode() === 'auto') return restart(id);
    } catch {
      // Its profile has gone.
    }
    drop(id);
    onDropped(id);
  };

  return {
    ended(session) {
      const { id } = session;
      const nowMs = Date.now();
      const after = seriesAfter(session, waiting.get(id), nowMs);
      drop(id);
      if (after === undefined || isStopped || mode() !== 'auto') return;
      const pauseMs = pauseBeforeTry(after, nowMs);
      if (pauseMs === undefined) return;
      waiting.set(id, {
        ...after,
        hasNetworkChanged: after.hasNetworkChanged || changedAtMs > after.lostAtMs - changeLastsMs,
        due: { atMs: nowMs + pauseMs, timer: setTimeout(() => tryNow(id), pauseMs) },
      });
    },
    dueAtMs: (id) => waiting.get(id)?.due?.atMs,
    begins(id) {
      const series = waiting.get(id);
      if (series === undefined) return false;
      clearTimeout(series.due?.timer);
      waiting.set(id, { ...series, tries: series.tries + 1, due: undefined });
      return true;
    },
    cancel(id) {
      const wasDue = waiting.get(id)?.due !== undefined;
      drop(id);
      return wasDue;
    },
    hurry() {
      changedAtMs = Date.now();
      for (const [id, { due }] of waiting) if (due !== undefined) tryNow(id);
    },
    stop() {
      isStopped = true;
      for (const id of waiting.keys()) drop(id);
    },
  };
}
