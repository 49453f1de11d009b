import { asFailure } from '../../shared/failure.ts';
import type { GateEnding } from '../../shared/timeline.ts';
import type { GateBoard } from './gate-board.ts';
import type { Target } from './target.ts';

/** Gates that a person opens and shuts without a session. Whoever asks for what is under way already joins it. */
export interface HandHolds {
  /** Settles when it is open. @throws Failure as `Gatekeeper.hold` does */
  open(profileId: string): Promise<void>;
  /** Shuts a gate, whoever holds it; an opening by hand is cancelled first. @throws Failure as `Gatekeeper.shutByHand` does */
  close(profileId: string): Promise<void>;
  cancel(profileId: string): void;
  /** It was seen shut: whoever did it, there is nothing left to shut here. */
  seenShut(profileId: string): void;
  /** The gates that this app has opened by hand, or is opening. */
  held(): readonly string[];
}

export interface HandHoldsOptions {
  readonly targetOf: (profileId: string) => Promise<Target>;
  readonly board: GateBoard;
  /** Raised when the shutting must end too. */
  readonly shutSignal: () => AbortSignal;
  readonly onFound: (profileId: string) => void;
}

interface Errand {
  readonly what: 'opening' | 'closing';
  readonly cancel: AbortController;
  readonly done: Promise<void>;
}

export function createHandHolds({ targetOf, board, shutSignal, onFound }: HandHoldsOptions): HandHolds {
  const errands = new Map<string, Errand>();
  /** With the plan that opened it: the profile may have got other sequences since. */
  const opened = new Map<string, Target>();

  const open = async (profileId: string, signal: AbortSignal): Promise<void> => {
    const target = await targetOf(profileId);
    const operation = board.begin(profileId, 'hand');
    const options = { observer: operation, signal, shutSignal: shutSignal() };
    try {
      const { socket, isFound } = await target.services.gatekeeper.hold(target.plan, 'hand', options);
      socket?.destroy();
      if (isFound) onFound(profileId);
      else opened.set(profileId, target);
      await operation.finish();
    } catch (thrown) {
      await operation.finish({ failure: asFailure(thrown) });
      throw thrown;
    }
  };

  const close = async (profileId: string, signal: AbortSignal): Promise<void> => {
    const target = opened.get(profileId) ?? (await targetOf(profileId));
    const operation = board.begin(profileId, 'closing');
    try {
      const options = { observer: operation, signal, shutSignal: signal };
      const ending = await target.services.gatekeeper.shutByHand(target.plan, options);
      if (isOver(ending)) opened.delete(profileId);
      await operation.finish({ ending });
    } catch (thrown) {
      await operation.finish();
      throw thrown;
    }
  };

  const begin = (profileId: string, what: Errand['what'], work: (signal: AbortSignal) => Promise<void>) => {
    const cancel = new AbortController();
    const done = work(cancel.signal).finally(() => {
      if (errands.get(profileId)?.cancel === cancel) errands.delete(profileId);
    });
    errands.set(profileId, { what, cancel, done });
    return done;
  };

  const after = (
    profileId: string,
    what: Errand['what'],
    work: (signal: AbortSignal) => Promise<void>,
  ): Promise<void> => {
    const running = errands.get(profileId);
    if (running?.what === what) return running.done;
    if (running?.what === 'opening') running.cancel.abort();
    const before = running?.done.catch(() => undefined);
    return begin(profileId, what, async (signal) => {
      await before;
      await work(signal);
    });
  };

  return {
    open: (profileId) => after(profileId, 'opening', (signal) => open(profileId, signal)),
    close: (profileId) =>
      after(profileId, 'closing', (signal) => close(profileId, AbortSignal.any([signal, shutSignal()]))),
    cancel(profileId) {
      const running = errands.get(profileId);
      if (running?.what === 'opening') running.cancel.abort();
    },
    seenShut(profileId) {
      if (!errands.has(profileId)) opened.delete(profileId);
    },
    held: () => [...new Set([...opened.keys(), ...errands.keys()])],
  };
}

/** Whether there is nothing left that a further closing could do. */
function isOver({ kind }: GateEnding): boolean {
  return kind === 'shut' || kind === 'left';
}
