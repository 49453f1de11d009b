import type { Failure } from '../../../shared/failure.ts';
import type { GateEnding, Observer } from '../../../shared/timeline.ts';
import type { GateView } from '../../../shared/views/gate-view.ts';
import type { KnownGate } from '../../gate/state/known-gates.ts';
import { beginningOf, type OperationKind, type OperationProgress, progressAfter } from './gate-operation.ts';
import { type GateTrouble, gateViewOf } from './gate-view-of.ts';
import type { JournalReader } from './journal-reader.ts';

/** Something that this app does at a gate; it is followed like an attempt. */
export interface GateOperation extends Observer {
  /** It is over: how the gate ended, or why it never opened. Settles when the board shows what came of it. */
  finish(outcome?: { readonly ending?: GateEnding | undefined; readonly failure?: Failure | undefined }): Promise<void>;
}

/** The state of every gate that a person sees: what this app does there, and what the journal says. */
export interface GateBoard {
  views(): readonly GateView[];
  begin(profileId: string, what: OperationKind): GateOperation;
  /** Reads the journal again. Settles when the board shows what it says; a journal that cannot be read changes nothing. */
  refresh(): Promise<void>;
  /** The person has seen that an opening failed, or a closing. */
  dismiss(profileId: string): void;
}

export interface GateBoardOptions {
  /** In the order in which they are shown. */
  readonly profileIds: () => readonly string[];
  readonly journal: JournalReader;
  /** Hears of the gates that changed. */
  readonly onDidChange: (views: readonly GateView[]) => void;
  readonly onDidEnd: (profileId: string, ending: GateEnding, what: OperationKind) => void;
}

interface Operation {
  readonly profileId: string;
  progress: OperationProgress;
}

export function createGateBoard({ profileIds, journal, onDidChange, onDidEnd }: GateBoardOptions): GateBoard {
  const operations = new Set<Operation>();
  const troubles = new Map<string, GateTrouble>();
  const shown = new Map<string, GateView>();
  let known: ReadonlyMap<string, readonly KnownGate[]> = new Map();

  const viewOf = (profileId: string): GateView =>
    gateViewOf(profileId, {
      operations: [...operations].filter((each) => each.profileId === profileId).map(({ progress }) => progress),
      known: known.get(profileId) ?? [],
      trouble: troubles.get(profileId),
    });

  const publish = (ids: Iterable<string>) => {
    const changed: GateView[] = [];
    for (const id of ids) {
      const view = viewOf(id);
      const before = shown.get(id);
      if (before !== undefined && JSON.stringify(before) === JSON.stringify(view)) continue;
      shown.set(id, view);
      changed.push(view);
    }
    if (changed.length > 0) onDidChange(changed);
  };

  const refresh = async () => {
    const now = await journal.read();
    if (now === undefined) return;
    for (const [id, gates] of known) {
      // Somebody has shut it: what was said of its closing is over.
      if (gates.length > 0 && !now.has(id) && !isBusy(id)) troubles.delete(id);
    }
    known = now;
    for (const operation of operations) {
      const isNoted = now.get(operation.profileId)?.some(({ state }) => state === 'open');
      const { progress } = operation;
      if (isNoted && progress.stage === 'open') operation.progress = { ...progress, stage: 'noted' };
    }
    const ids = new Set(profileIds());
    for (const id of shown.keys()) {
      if (ids.has(id) || isBusy(id)) continue;
      shown.delete(id);
      troubles.delete(id);
    }
    publish(ids);
  };
  const isBusy = (profileId: string) => [...operations].some((operation) => operation.profileId === profileId);

  return {
    views: () => profileIds().map((id) => shown.get(id) ?? viewOf(id)),
    refresh,
    begin(profileId, what) {
      const operation: Operation = { profileId, progress: beginningOf(what) };
      let wasOpen = what === 'closing';
      let letGo: GateEnding | undefined;
      operations.add(operation);
      troubles.delete(profileId);
      publish([profileId]);
      return {
        happened(happening) {
          operation.progress = progressAfter(operation.progress, happening);
          if (happening.event === 'open') wasOpen = true;
          publish([profileId]);
          if (happening.event === 'open' || happening.event === 'ready') void refresh();
        },
        noticed(notice) {
          if (notice.kind === 'let-go') letGo = notice.ending;
        },
        async finish({ ending = letGo, failure } = {}) {
          // The journal first: the gate must not seem open for a moment because the operation has gone.
          await refresh();
          operations.delete(operation);
          const trouble = troubleOf(ending, wasOpen ? undefined : failure);
          if (trouble !== undefined) troubles.set(profileId, trouble);
          publish([profileId]);
          if (ending !== undefined) onDidEnd(profileId, ending, what);
        },
      };
    },
    dismiss(profileId) {
      if (troubles.delete(profileId)) publish([profileId]);
    },
  };
}

const noClosing =
  'The profile has no closing sequence, so nobody has looked whether the gate is shut. If the server shuts it by itself, say so in the profile.';

function troubleOf(ending: GateEnding | undefined, failure: Failure | undefined): GateTrouble | undefined {
  if (ending?.kind === 'open' || ending?.kind === 'unknown') return { state: ending.kind, message: ending.message };
  if (ending?.kind === 'left' && ending.why === 'found-open')
    return { state: 'open', message: undefined, isFound: true };
  if (ending?.kind === 'left' && ending.why === 'no-closing')
    return { state: 'unknown', message: noClosing, isLeft: true };
  // Nothing was tried where a person gave up, or did not want the last sequence used.
  if (failure === undefined || failure.code === 'cancelled' || failure.code === 'one-time-last') return undefined;
  return { state: 'failed', message: failure.message };
}
