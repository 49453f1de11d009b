import { asFailure } from '../../../shared/failure.ts';
import type { Rehearsal } from '../../../shared/rehearsal.ts';
import type { GateEnding } from '../../../shared/timeline.ts';
import type { RehearsalView } from '../../../shared/views/rehearsal-view.ts';
import { rehearse } from '../../session/rehearse.ts';
import type { GateBoard } from '../gates/gate-board.ts';
import type { Target } from '../target.ts';

/** Rehearsals of gates, one at a time for a profile. */
export interface Rehearsals {
  /** Begins one, or joins the one that is under way; it works on by itself, and tells of each finding. */
  start(profileId: string): RehearsalView;
  /** Breaks it off; what it has opened is shut. */
  cancel(profileId: string): void;
  isBusy(): boolean;
  /** Breaks off all, and waits until nothing moves any more. Never fails. */
  endAll(): Promise<void>;
}

export interface RehearsalsOptions {
  readonly targetOf: (profileId: string) => Promise<Target>;
  readonly board: GateBoard;
  /** Raised when the shutting must end too. */
  readonly shutSignal: AbortSignal;
  readonly publish: (view: RehearsalView) => void;
}

interface Running {
  view: RehearsalView;
  readonly cancel: AbortController;
  readonly over: Promise<void>;
}

export function createRehearsals({ targetOf, board, shutSignal, publish }: RehearsalsOptions): Rehearsals {
  const running = new Map<string, Running>();

  const run = async (profileId: string, signal: AbortSignal, show: (part: Partial<RehearsalView>) => void) => {
    let found: Rehearsal = {};
    const onDidFind = (now: Rehearsal) => {
      found = now;
      show({ found });
    };
    try {
      const { plan, services } = await targetOf(profileId);
      const operation = board.begin(profileId, 'session');
      try {
        await rehearse(services.gatekeeper, plan, { observer: operation, signal, shutSignal, onDidFind });
      } finally {
        await operation.finish({ ending: endingOf(found) });
      }
    } catch (thrown) {
      const { code, message, remedy } = asFailure(thrown);
      if (code === 'cancelled') show({ isCancelled: true });
      else if (found.before === undefined) onDidFind({ before: { kind: 'failed', code, message, remedy, atMs: 0 } });
      else onDidFind({ ...found, closing: { kind: 'unknown', message, atMs: 0 } });
    }
  };

  return {
    start(profileId) {
      const before = running.get(profileId);
      if (before !== undefined) return before.view;
      const cancel = new AbortController();
      const view: RehearsalView = { profileId, found: {}, isOver: false, isCancelled: false };
      const show = (part: Partial<RehearsalView>) => {
        one.view = { ...one.view, ...part };
        publish(one.view);
      };
      const over = Promise.resolve()
        .then(() => run(profileId, cancel.signal, show))
        .then(() => {
          running.delete(profileId);
          show({ isOver: true });
        });
      const one: Running = { view, cancel, over };
      running.set(profileId, one);
      return view;
    },
    cancel: (profileId) => running.get(profileId)?.cancel.abort(),
    isBusy: () => running.size > 0,
    async endAll() {
      for (const { cancel } of running.values()) cancel.abort();
      await Promise.all([...running.values()].map(({ over }) => over));
    },
  };
}

/** Of a gate that was not opened there is nothing to tell beside the rehearsal itself. */
function endingOf({ closing }: Rehearsal): GateEnding | undefined {
  return closing?.kind === 'open' || closing?.kind === 'unknown' || closing?.kind === 'shut' ? closing : undefined;
}
