import { asFailure, Failure } from '../../../shared/failure.ts';
import type { GateEnding, Observer } from '../../../shared/timeline.ts';
import type { NoticeView } from '../../../shared/views/notice-view.ts';
import type { Gatekeeper } from '../../gate/gatekeeper.ts';
import { noSuch } from '../no-such.ts';
import type { NoticeBoard } from '../notices/notice-board.ts';
import type { GateBoard } from './gate-board.ts';
import {
  noticeOfClosing,
  noticeOfDamage,
  noticeOfElsewhere,
  noticeOfEnding,
  noticeOfJournalFailure,
  noticeOfNoClosing,
  noticeOfRecovery,
  noticeOfReturn,
  noticeOfStranger,
} from './gate-notices.ts';
import type { OperationKind } from './gate-operation.ts';
import type { HandHolds } from './hand-holds.ts';
import type { FoundGate, JournalReader } from './journal-reader.ts';

/** Tells a person of gates that were not seen shut, and does what the person then says. */
export interface GateDesk {
  /** A gate has ended, or was let go. */
  ended(profileId: string, ending: GateEnding, what: OperationKind): void;
  /** It was seen shut, or is held again: what was said of it is over. */
  nothingAmiss(profileId: string): void;
  /**
   * The journals have been read: tells of gates that are held by hand and that no profile shows, and of those that were
   * opened for an address which this computer has no more.
   */
  seen(gates: readonly FoundGate[]): void;
  /** Shuts what dead processes left open, and tells what came of it; whoever asks during that waits for it. */
  recover(): Promise<void>;
  /** The network has changed, or the machine has woken: tries again what nobody could shut, and tells what is shut now. */
  tryAgain(): Promise<void>;
  /** Looks once more at gates that were closed, and tells of those that are open after all. */
  lookAgain(): Promise<void>;
  isRecovering(): boolean;
  /** @throws Failure when there is no such notice or action, and those of shutting */
  act(noticeId: string, action: NoticeView['actions'][number]): Promise<void>;
}

export interface GateDeskOptions {
  readonly gatekeeper: Gatekeeper;
  /** undefined: there is no such profile (any more). */
  readonly nameOf: (profileId: string) => string | undefined;
  readonly journal: JournalReader;
  readonly board: GateBoard;
  readonly hands: HandHolds;
  readonly notices: NoticeBoard;
  readonly shutSignal: AbortSignal;
}

const silent: Observer = { happened: () => undefined, noticed: () => undefined };

export function createGateDesk(options: GateDeskOptions): GateDesk {
  const { gatekeeper, nameOf, journal, board, hands, notices, shutSignal } = options;
  /** Gates of no profile that were told, once each. */
  const strangers = new Set<string>();
  /** Gates of another address of ours that were told, once each. */
  const elsewhere = new Set<string>();
  let recovering: Promise<void> | undefined;

  const tell = (name: string, ending: GateEnding, about: string, profileId?: string) => {
    // Of that the journal's reading tells: it outlasts whatever else becomes of the profile's gate.
    if (ending.kind === 'unknown' && ending.openedFor !== undefined) return notices.removeAbout(about);
    const notice = noticeOfEnding(name, ending, profileId);
    if (notice !== undefined) notices.put(notice, about);
    else if (ending.kind === 'shut' || ending.kind === 'left') notices.removeAbout(about);
  };

  const isStranger = ({ profileIds }: FoundGate) => profileIds.every((id) => nameOf(id) === undefined);

  /** Only its entry in the journal can be worked with. */
  const tellOfStranger = (found: FoundGate, ending: GateEnding) => {
    strangers.add(found.gate.id);
    tell(addressOf(found), ending, strangerKey(found.gate.id));
  };

  const shut = async ({ profileId, about }: { readonly profileId: string | undefined; readonly about: string }) => {
    const isOf = (found: FoundGate) => profileId !== undefined && found.profileIds.includes(profileId);
    const isThere = profileId !== undefined && nameOf(profileId) !== undefined;
    if (profileId !== undefined && (isThere || journal.gates().some(isOf))) return hands.close(profileId);
    const found = journal.gates().find(({ gate }) => strangerKey(gate.id) === about);
    if (found === undefined) return notices.removeAbout(about);
    const shutOptions = { observer: silent, signal: shutSignal, shutSignal };
    const ending = await found.gatekeeper.shutKnown(found.gate.id, shutOptions);
    await board.refresh();
    tellOfStranger(found, ending);
  };

  const forget = async ({ profileId, about }: { readonly profileId: string | undefined; readonly about: string }) => {
    for (const found of journal.gates()) {
      const isMeant =
        profileId === undefined ? strangerKey(found.gate.id) === about : found.profileIds.includes(profileId);
      if (isMeant) await found.gatekeeper.forgetKnown(found.gate.id);
    }
    if (profileId !== undefined) board.dismiss(profileId);
    notices.removeAbout(about);
    await board.refresh();
  };

  const tellOfElsewhere = (gates: readonly FoundGate[]) => {
    const left = gates.filter(({ gate }) => gate.left === 'elsewhere');
    for (const id of elsewhere) {
      if (left.some(({ gate }) => gate.id === id)) continue;
      elsewhere.delete(id);
      notices.removeAbout(strangerKey(id));
    }
    for (const found of left) {
      const { id, way } = found.gate;
      if (elsewhere.has(id)) continue;
      elsewhere.add(id);
      const names = found.profileIds.map(nameOf).filter((name) => name !== undefined);
      notices.put(noticeOfElsewhere(names[0] ?? addressOf(found), way), strangerKey(id));
    }
  };

  const recoverOnce = async (when: 'first' | 'again' | 'due') => {
    try {
      const recovered = await gatekeeper.recover({ observer: silent, shutSignal });
      await board.refresh();
      notices.together(() => {
        for (const { id, name, ending } of recovered) {
          const found = journal.gates().find(({ gate }) => gate.id === id);
          const profileId = found?.profileIds.find((one) => nameOf(one) !== undefined);
          if (id === undefined) notices.put(noticeOfDamage([name]));
          // As was said it would be.
          else if (when === 'due' && ending.kind === 'shut') continue;
          else if (ending.kind === 'shut')
            notices.put(when === 'first' ? noticeOfRecovery(name) : noticeOfReturn(name));
          else if (ending.kind === 'awaited') {
            if (when === 'first') notices.put(noticeOfClosing(ending.message));
          }
          // What cannot be shut now either has been told, and may have been dismissed.
          else if (when === 'again') continue;
          else if (profileId !== undefined) tell(nameOf(profileId) ?? name, ending, profileKey(profileId), profileId);
          else if (found !== undefined) tellOfStranger(found, ending);
        }
      });
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (failure.code !== 'cancelled') notices.put(noticeOfJournalFailure(failure));
    }
  };

  const recover = (when: 'first' | 'again' | 'due') => {
    recovering ??= recoverOnce(when).finally(() => {
      recovering = undefined;
    });
    return recovering;
  };

  return {
    ended(profileId, ending, what) {
      const name = nameOf(profileId);
      if (name === undefined) {
        for (const found of journal.gates()) if (found.profileIds.includes(profileId)) tellOfStranger(found, ending);
        if (ending.kind === 'shut') notices.removeAbout(profileKey(profileId));
        return;
      }
      tell(name, ending, profileKey(profileId), profileId);
      // After a session its own words say so; whoever wanted to shut the gate by hand must learn that it cannot be.
      const cannotShut = ending.kind === 'left' && ending.why === 'no-closing' && what === 'closing';
      if (cannotShut) notices.put(noticeOfNoClosing(name, profileId));
    },
    nothingAmiss: (profileId) => notices.removeAbout(profileKey(profileId)),
    seen(gates) {
      tellOfElsewhere(gates);
      const known = new Set(gates.filter(isStranger).map(({ gate }) => gate.id));
      for (const id of strangers) {
        if (known.has(id)) continue;
        strangers.delete(id);
        notices.removeAbout(strangerKey(id));
      }
      for (const found of gates) {
        const { id, state, sessions, isHeldByHand } = found.gate;
        if (strangers.has(id) || state !== 'open' || sessions > 0 || !isHeldByHand || !isStranger(found)) continue;
        strangers.add(id);
        notices.put(noticeOfStranger(addressOf(found)), strangerKey(id));
      }
    },
    recover: () => recover('first'),
    tryAgain: () => recover('again'),
    lookAgain: () => recover('due'),
    isRecovering: () => recovering !== undefined,

    async act(noticeId, action) {
      const notice = notices.find(noticeId);
      if (notice === undefined) throw noSuch('notice');
      if (!notice.actions.includes(action)) throw new Failure('internal', 'The notice does not offer that.');
      const { profileId } = notice;
      const about = notices.aboutOf(noticeId) ?? '';
      if (action === 'mine' && profileId !== undefined) await hands.isOursAlone(profileId);
      if (action === 'shut' || action === 'mine') return await shut({ profileId, about });
      if (action === 'forget') return await forget({ profileId, about });
      notices.remove(noticeId);
      if (notice.kind === 'gate' && profileId !== undefined) board.dismiss(profileId);
    },
  };
}

function addressOf({ gate: { host, port } }: FoundGate): string {
  return `${host}:${port}`;
}

function profileKey(profileId: string): string {
  return `profile ${profileId}`;
}

function strangerKey(entryId: string): string {
  return `gate ${entryId}`;
}
