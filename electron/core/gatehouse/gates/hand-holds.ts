import { asFailure, type Failure } from '../../../shared/failure.ts';
import type { GateEnding } from '../../../shared/timeline.ts';
import { keepOpen } from '../../gate/endings/keep-open.ts';
import type { GateHold } from '../../gate/holding/hold-once.ts';
import type { Leg } from '../../session/hops.ts';
import type { Target } from '../target.ts';
import type { GateBoard } from './gate-board.ts';
import type { FoundGate } from './journal-reader.ts';
import { shutGatesOf } from './shut-gates-of.ts';

/** Gates that a person opens and shuts without a session. Whoever asks for what is under way already joins it. */
export interface HandHolds {
  /**
   * Settles when it is open. @throws Failure as `Gatekeeper.hold` does
   * @param useLast the last one-time sequence may be used
   */
  open(profileId: string, useLast?: boolean): Promise<void>;
  /** Takes a hold over that a session has left open by hand. */
  adopt(profileId: string, hold: GateHold): void;
  /** Shuts a gate, whoever holds it; an opening by hand is cancelled first. @throws Failure as `Gatekeeper.shutByHand` does */
  close(profileId: string): Promise<void>;
  /** A person says that nobody else opens the gate from here. @throws Failure as reading the profile does */
  isOursAlone(profileId: string): Promise<void>;
  /** Lets go of all that `held` names; a gate that others hold stays open for them. Never fails. */
  letGoOfAll(): Promise<void>;
  cancel(profileId: string): void;
  /** The journals have been read: what they do not have any more there is nothing to let go of. */
  seen(gates: readonly FoundGate[]): void;
  /** The gates that this app has opened by hand, or is opening or shutting. */
  held(): readonly string[];
}

export interface HandHoldsOptions {
  readonly targetOf: (profileId: string) => Promise<Target>;
  /** The journals' gates of a profile, read anew. */
  readonly gatesOf: (profileId: string) => Promise<readonly FoundGate[]>;
  readonly board: GateBoard;
  /** Makes a leg of a jump host before a gate that is to be shut. */
  readonly legOf: (target: Target) => Leg;
  /** Raised when the shutting must end too. */
  readonly shutSignal: AbortSignal;
  readonly onFound: (profileId: string) => void;
  /** A gate that the server shuts by itself could not be knocked again before. */
  readonly onRunsOut: (profileId: string, failure: Failure) => void;
}

interface Errand {
  readonly what: 'opening' | 'closing';
  readonly cancel: AbortController;
  readonly done: Promise<void>;
}

interface OpenedGate {
  readonly hold: GateHold;
  readonly stopKeeping: () => void;
}

const silent = { observer: { happened: () => undefined, noticed: () => undefined } };

export function createHandHolds(options: HandHoldsOptions): HandHolds {
  const { targetOf, gatesOf, board, legOf, shutSignal, onFound, onRunsOut } = options;
  const errands = new Map<string, Errand>();
  const opened = new Map<string, OpenedGate>();
  /** What is being let go of beside the errands. */
  const lettingGo = new Set<Promise<void>>();

  const open = async (profileId: string, signal: AbortSignal, useLast: boolean): Promise<void> => {
    const { plan, services } = await targetOf(profileId);
    const operation = board.begin(profileId, 'hand');
    try {
      const confirmLast = () => Promise.resolve(useLast);
      const holdOptions = { observer: operation, signal, shutSignal, confirmLast };
      const hold = await services.gatekeeper.hold(plan, 'hand', holdOptions);
      hold.socket?.destroy();
      if (hold.isFound) onFound(profileId);
      else {
        const before = opened.get(profileId);
        keep(profileId, hold);
        // One hand is enough.
        await before?.hold.release({ observer: operation, shutSignal });
      }
      await operation.finish();
    } catch (thrown) {
      await operation.finish({ failure: asFailure(thrown) });
      throw thrown;
    }
  };

  const keep = (profileId: string, hold: GateHold) => {
    drop(profileId);
    const stopKeeping = keepOpen(hold.renewal, silent, (failure) => {
      opened.delete(profileId);
      onRunsOut(profileId, failure);
    });
    opened.set(profileId, { hold, stopKeeping });
  };
  const drop = (profileId: string) => {
    opened.get(profileId)?.stopKeeping();
    opened.delete(profileId);
  };

  /** One hand is enough: an earlier gate, opened from another address of ours, would be in it for good. */
  const adopt = (profileId: string, hold: GateHold) => {
    const before = opened.get(profileId);
    keep(profileId, hold);
    if (before === undefined) return;
    const done: Promise<void> = shutting(profileId, (operation) =>
      before.hold.release({ observer: operation, shutSignal }),
    )
      .catch(() => undefined)
      .finally(() => lettingGo.delete(done));
    lettingGo.add(done);
  };

  const close = (profileId: string): Promise<void> =>
    shutting(profileId, async (operation) => {
      const shutOptions = { observer: operation, signal: shutSignal, shutSignal };
      const ending = await shutGatesOf(await gatesOf(profileId), () => targetOf(profileId), shutOptions, legOf);
      if (isOver(ending)) drop(profileId);
      return ending;
    });

  const letGo = async (profileId: string): Promise<void> => {
    const own = opened.get(profileId);
    if (own === undefined) return;
    await shutting(profileId, async (operation) => {
      const ending = await own.hold.release({ observer: operation, shutSignal });
      if (isOver(ending) || ending.kind === 'held') drop(profileId);
      return ending;
    });
  };

  const shutting = async (
    profileId: string,
    work: (operation: ReturnType<GateBoard['begin']>) => Promise<GateEnding>,
  ): Promise<void> => {
    const operation = board.begin(profileId, 'closing');
    try {
      await operation.finish({ ending: await work(operation) });
    } catch (thrown) {
      await operation.finish();
      throw thrown;
    }
  };

  const after = (
    profileId: string,
    what: Errand['what'],
    work: (profileId: string, signal: AbortSignal) => Promise<void>,
  ): Promise<void> => {
    const running = errands.get(profileId);
    if (running?.what === what) return running.done;
    if (running?.what === 'opening') running.cancel.abort();
    const before = running?.done.catch(() => undefined);
    const cancel = new AbortController();
    const errand = async () => {
      try {
        await before;
        await work(profileId, cancel.signal);
      } finally {
        if (errands.get(profileId)?.cancel === cancel) errands.delete(profileId);
      }
    };
    const done = errand();
    errands.set(profileId, { what, cancel, done });
    return done;
  };

  const held = () => [...new Set([...opened.keys(), ...errands.keys()])];
  return {
    open: (profileId, useLast = false) => after(profileId, 'opening', (id, signal) => open(id, signal, useLast)),
    adopt,
    close: (profileId) => after(profileId, 'closing', close),
    async isOursAlone(profileId) {
      const { plan, services } = await targetOf(profileId);
      await services.gatekeeper.isOursAlone(plan);
    },
    letGoOfAll: async () =>
      void (await Promise.allSettled([...held().map((id) => after(id, 'closing', letGo)), ...lettingGo])),
    cancel(profileId) {
      const running = errands.get(profileId);
      if (running?.what === 'opening') running.cancel.abort();
    },
    seen(gates) {
      const marks = new Set(gates.map(({ gate }) => gate.profileMark));
      for (const [id, { hold }] of opened) if (!errands.has(id) && !marks.has(hold.mark)) drop(id);
    },
    held,
  };
}

/** Whether there is nothing left that a further closing could do. */
function isOver({ kind }: GateEnding): boolean {
  return kind === 'shut' || kind === 'left';
}
