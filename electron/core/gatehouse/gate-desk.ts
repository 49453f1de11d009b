import { asFailure, Failure } from '../../shared/failure.ts';
import type { GateEnding, Observer } from '../../shared/timeline.ts';
import type { NoticeView } from '../../shared/views/notice-view.ts';
import type { Gatekeeper } from '../gate/gatekeeper.ts';
import type { KnownGate } from '../gate/known-gates.ts';
import type { GateBoard } from './gate-board.ts';
import {
  noticeOfDamage,
  noticeOfEnding,
  noticeOfJournalFailure,
  noticeOfNoClosing,
  noticeOfRecovery,
} from './gate-notices.ts';
import type { OperationKind } from './gate-operation.ts';
import type { HandHolds } from './hand-holds.ts';
import type { JournalReader } from './journal-reader.ts';
import { noSuch } from './no-such.ts';
import type { NoticeBoard } from './notice-board.ts';

/** Tells a person of gates that were not seen shut, and does what the person then says. */
export interface GateDesk {
  /** A gate has ended, or was let go. */
  ended(profileId: string, ending: GateEnding, what: OperationKind): void;
  /** It was seen shut: what was said of it is over. */
  seenShut(profileId: string): void;
  /** Shuts what dead processes left open, and tells what came of it. */
  recover(): Promise<void>;
  /** @throws Failure when there is no such notice or action, and those of shutting */
  act(noticeId: string, action: NoticeView['actions'][number]): Promise<void>;
}

export interface GateDeskOptions {
  readonly gatekeeper: Gatekeeper;
  readonly gatekeeperOf: (profileId: string) => Promise<Gatekeeper>;
  readonly nameOf: (profileId: string) => string;
  readonly journal: JournalReader;
  readonly board: GateBoard;
  readonly hands: HandHolds;
  readonly notices: NoticeBoard;
  readonly shutSignal: () => AbortSignal;
}

const silent: Observer = { happened: () => undefined, noticed: () => undefined };

export function createGateDesk(options: GateDeskOptions): GateDesk {
  const { gatekeeper, journal, board, hands, notices } = options;

  const tell = (name: string, ending: GateEnding, about: string, profileId: string | undefined) => {
    const notice = noticeOfEnding(name, ending, profileId);
    if (notice !== undefined) notices.put(notice, about);
    else if (ending.kind === 'shut' || ending.kind === 'left') notices.removeAbout(about);
  };

  /** A gate of which no profile knows: only its entry in the journal can be worked with. */
  const tellOfStranger = ({ id, host, port }: KnownGate, ending: GateEnding) =>
    tell(`${host}:${port}`, ending, strangerKey(id), undefined);

  const shut = async ({ profileId, about }: { readonly profileId: string | undefined; readonly about: string }) => {
    if (profileId !== undefined) return hands.close(profileId);
    const found = journal.gates().find(({ gate }) => strangerKey(gate.id) === about);
    if (found === undefined) return notices.removeAbout(about);
    const signal = options.shutSignal();
    const ending = await gatekeeper.shutKnown(found.gate.id, { observer: silent, signal, shutSignal: signal });
    await board.refresh();
    tellOfStranger(found.gate, ending);
  };

  const forget = async ({ profileId, about }: { readonly profileId: string | undefined; readonly about: string }) => {
    const keeper = profileId === undefined ? gatekeeper : await options.gatekeeperOf(profileId);
    for (const { gate, profileIds } of journal.gates()) {
      const isMeant = profileId === undefined ? strangerKey(gate.id) === about : profileIds.includes(profileId);
      if (isMeant) await keeper.forgetKnown(gate.id);
    }
    if (profileId !== undefined) board.dismiss(profileId);
    notices.removeAbout(about);
    await board.refresh();
  };

  return {
    ended(profileId, ending, what) {
      tell(options.nameOf(profileId), ending, profileKey(profileId), profileId);
      // After a session its own words say so; whoever wanted to shut the gate by hand must learn that it cannot be.
      const cannotShut = ending.kind === 'left' && ending.why === 'no-closing' && what === 'closing';
      if (cannotShut) notices.put(noticeOfNoClosing(options.nameOf(profileId), profileId));
    },
    seenShut: (profileId) => notices.removeAbout(profileKey(profileId)),

    async recover() {
      try {
        const recovered = await gatekeeper.recover({ observer: silent, shutSignal: options.shutSignal() });
        await board.refresh();
        for (const { name, ending } of recovered) {
          const found = journal.gates().find(({ gate }) => `${gate.host}:${gate.port}` === name && !isHeld(gate));
          const profileId = found?.profileIds[0];
          if (ending.kind === 'shut') notices.put(noticeOfRecovery(name));
          else if (profileId !== undefined) tell(options.nameOf(profileId), ending, profileKey(profileId), profileId);
          else if (found !== undefined) tellOfStranger(found.gate, ending);
          else if (ending.kind === 'unknown') notices.put(noticeOfDamage([name]));
        }
      } catch (thrown) {
        const failure = asFailure(thrown);
        if (failure.code !== 'cancelled') notices.put(noticeOfJournalFailure(failure));
      }
    },

    async act(noticeId, action) {
      const notice = notices.find(noticeId);
      if (notice === undefined) throw noSuch('notice');
      if (!notice.actions.includes(action)) throw new Failure('internal', 'The notice does not offer that.');
      const { profileId } = notice;
      const about = notices.aboutOf(noticeId) ?? '';
      if (action === 'shut') return await shut({ profileId, about });
      if (action === 'forget') return await forget({ profileId, about });
      notices.remove(noticeId);
      if (notice.kind === 'gate' && profileId !== undefined) board.dismiss(profileId);
    },
  };
}

function isHeld({ sessions, isHeldByHand }: KnownGate): boolean {
  return sessions > 0 || isHeldByHand;
}

function profileKey(profileId: string): string {
  return `profile ${profileId}`;
}

function strangerKey(entryId: string): string {
  return `gate ${entryId}`;
}
