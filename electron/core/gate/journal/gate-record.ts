import { randomUUID } from 'node:crypto';
import { shutsItselfAtMs } from '../../../shared/closing-policy.ts';
import { Failure } from '../../../shared/failure.ts';
import type { AwaitedReason } from '../../../shared/timeline.ts';
import { withoutBrokenOff, writeBrokenOff } from './broken-off.ts';
import { type GatePhase, isLegalMove } from './gate-phase.ts';
import { type Holder, hasShutItself, type Journal, type JournalEntry, type ListedLine } from './journal.ts';
import { isAlive, thisProcess } from './process-mark.ts';

interface OpenedFacts {
  readonly knocked: boolean;
  /** After how long the server shuts it by itself. */
  readonly opensForS?: number | undefined;
}

/**
 * One gate's entry while its address's turn is ours: each method is one thing that happened, written down before the
 * next packet leaves.
 */
export class GateRecord {
  #entry: JournalEntry;
  #isWritten: boolean;
  /** The one-time sequence of before the opening that is under way. */
  #lineBefore: ListedLine | undefined;
  readonly #journal: Journal;

  constructor(journal: Journal, entry: JournalEntry, isWritten: boolean) {
    this.#journal = journal;
    this.#entry = isWritten ? withoutDeadClosing(withoutBrokenOff(entry)) : entry;
    this.#isWritten = isWritten;
  }

  /** The same record for a disk that takes nothing any more: what happens is known here only, and removing still works. */
  withoutWriting(): GateRecord {
    return new GateRecord({ ...this.#journal, write: () => Promise.resolve() }, this.#entry, this.#isWritten);
  }

  get entry(): JournalEntry {
    return this.#entry;
  }

  /** Whether an opening of ours may have taken effect. */
  get mayBeOpen(): boolean {
    return this.#entry.openingsSent > 0;
  }

  /** How many closings are owed where each opening that took effect is owed one. */
  get closingsOwed(): number {
    return this.#entry.openingsSent - this.#entry.closingsSent;
  }

  /** How many openings were sent that nobody has seen to take effect: each of them may yet. */
  get openingsToCome(): number {
    return Math.max(0, this.#entry.openingsSent - this.#entry.openingsSeen);
  }

  /** Who holds the gate, without those who died. */
  get livingHolders(): readonly Holder[] {
    return livingHoldersOf(this.#entry);
  }

  /** Open, and somebody living or a hand keeps it so. */
  get isHeldOpen(): boolean {
    return this.#entry.phase === 'open' && this.livingHolders.length > 0 && !hasShutItself(this.#entry);
  }

  /** Makes an opening from another address of ours this gate's own; what it was noted as goes. */
  async takenOver(left: JournalEntry): Promise<void> {
    const { id, localAddress, sealedPlan } = this.#entry;
    const entry = { ...withoutDeadClosing(left), id, localAddress, sealedPlan, worker: undefined, holders: [] };
    await this.#journal.write(entry);
    this.#entry = entry;
    this.#isWritten = true;
    await this.#journal.remove(left.id);
  }

  /** What a look came to before the first knock; goes to the disk with the next change. */
  answeredBefore(answer: string | undefined): void {
    this.#entry = { ...this.#entry, answerBefore: answer };
  }

  /** A dial has heard what the shut gate answers: the look before it did not wait for that long. */
  async answersSo(answerBefore: string | undefined): Promise<void> {
    if (this.#entry.openedAtMs === undefined) await this.#update({ answerBefore });
  }

  /** @param line the one-time sequence that is about to be knocked, where it is one */
  beforeOpening(durationMs: number, line?: ListedLine): Promise<void> {
    this.#lineBefore = this.#entry.line;
    // For what the server has shut by itself no closing is owed any more.
    const { openingsSent, openingsSeen, closingsSent } = hasShutItself(this.#entry)
      ? { openingsSent: 0, openingsSeen: 0, closingsSent: 0 }
      : this.#entry;
    return this.#update({
      line,
      phase: 'knocking',
      worker: thisProcess(),
      openingsSent: openingsSent + 1,
      openingsSeen,
      closingsSent,
      awaits: undefined,
      mayBeHalfKnocked: true,
      lastKnockAtMs: Date.now() + durationMs,
      lastOpeningAtMs: Date.now() + durationMs,
    });
  }

  openingBrokenOff(): Promise<void> {
    const change = {
      phase: this.#entry.openedAtMs === undefined ? 'failed' : 'open',
      worker: undefined,
      openingsSent: this.#entry.openingsSent - 1,
      // A part of a sequence uses nothing up.
      line: this.#lineBefore,
      lastKnockAtMs: Date.now(),
    } as const;
    return writeBrokenOff(this.#entry, change, () => this.#update(change));
  }

  /** Nobody answered. A gate that others hold is open all the same; one that was never written down has nothing to say. */
  async openingUnanswered(): Promise<void> {
    if (!this.#isWritten) return;
    const phase = this.livingHolders.length > 0 ? 'open' : 'failed';
    const lastKnockAtMs = this.#entry.phase === 'knocking' ? Date.now() : this.#entry.lastKnockAtMs;
    await this.#update({ phase, worker: undefined, lastKnockAtMs });
  }

  /**
   * The gate was seen open, by an opening of ours: the one just `knocked`, or an earlier one.
   * @returns the holder's id
   */
  async opened(as: Holder['as'], { knocked, opensForS }: OpenedFacts): Promise<string> {
    const id = randomUUID();
    const holders = [...this.livingHolders, { id, as, owner: thisProcess() }];
    const openedAtMs = knocked ? Date.now() : (this.#entry.openedAtMs ?? Date.now());
    const { phase, mayBeHalfKnocked, lastKnockAtMs, openingsSent, openingsSeen } = this.#entry;
    // Nobody saw the last knocks work at the time: they are what has opened it since.
    const hadNotOpened = this.#entry.openedAtMs === undefined || hasShutItself(this.#entry);
    const opensLate = !knocked && mayBeHalfKnocked && hadNotOpened;
    const knockedAtMs = opensLate ? lastKnockAtMs : openedAtMs;
    await this.#update({
      phase: 'open',
      worker: undefined,
      // What was knocked at the open gate since may still lie in the daemon: its answer says nothing of that.
      mayBeHalfKnocked: !knocked && phase === 'open' && mayBeHalfKnocked,
      line: undefined,
      openedAtMs,
      openingsSeen: Math.min(openingsSent, openingsSeen + (knocked || openingsSeen === 0 ? 1 : 0)),
      awaits: undefined,
      shutsItselfAtMs: knocked || opensLate ? shutsItselfAtMs({ opensForS }, knockedAtMs) : this.#entry.shutsItselfAtMs,
      holders,
    });
    return id;
  }

  /** An open gate was knocked again, and runs out later. Only one that was shut has shown that the knocks worked. */
  renewed(opensForS: number | undefined, wasShut: boolean): Promise<void> {
    const runsOutAtMs = shutsItselfAtMs({ opensForS }, Date.now());
    const { openingsSent, closingsSent } = this.#entry;
    return this.#update({
      phase: 'open',
      // What was opened before the last time has run out by now, and no closing is owed for it.
      openingsSent: Math.min(openingsSent, closingsSent + 2),
      openingsSeen: Math.min(openingsSent, closingsSent + 2),
      worker: undefined,
      mayBeHalfKnocked: !wasShut,
      line: undefined,
      shutsItselfAtMs: runsOutAtMs,
    });
  }

  /** A holder goes on as another one: a session that is over keeps its gate open, for a while or by hand. */
  holdsOnAs(id: string, now: Pick<Holder, 'as' | 'untilMs'>): Promise<void> {
    const holders = this.livingHolders.map((holder) =>
      holder.id === id ? { ...holder, untilMs: undefined, ...now } : holder,
    );
    return this.#update({ holders });
  }

  /** Nobody holds it any more, and nothing is knocked: what is known to run out is remembered until then. */
  async left(): Promise<void> {
    const { shutsItselfAtMs: runsOutAtMs } = this.#entry;
    if (runsOutAtMs === undefined || hasShutItself(this.#entry)) return this.shut();
    await this.released(() => true);
  }

  /** An opening of ours has taken effect, though nobody comes in: nothing listens behind it. */
  sawOpen(): Promise<void> {
    const { openedAtMs, openingsSent, openingsSeen } = this.#entry;
    return this.#update({
      phase: 'open',
      worker: undefined,
      openedAtMs: openedAtMs ?? Date.now(),
      openingsSeen: Math.min(openingsSent, openingsSeen + 1),
    });
  }

  /** Somebody has answered: one opening at least has taken effect. Goes to the disk with the next change. */
  sawEffect(): void {
    const { openingsSent, openingsSeen } = this.#entry;
    this.#entry = { ...this.#entry, openingsSeen: Math.max(openingsSeen, Math.min(1, openingsSent)) };
  }

  /** Closed, or never seen open, and owed a look at `atMs`; nobody holds it any more. */
  awaits(why: AwaitedReason, atMs: number): Promise<void> {
    return this.#update({ phase: 'awaited', worker: undefined, awaits: { why, atMs } });
  }

  /** Strikes out the holders for which `goes` is true, and those who died. */
  released(goes: (holder: Holder) => boolean): Promise<void> {
    return this.#update({ holders: this.livingHolders.filter((holder) => !goes(holder)) });
  }

  beforeClosing(durationMs: number): Promise<void> {
    return this.#update({
      closingsSent: this.#entry.closingsSent + 1,
      awaits: undefined,
      phase: 'closing',
      worker: thisProcess(),
      mayBeHalfKnocked: true,
      lastKnockAtMs: Date.now() + durationMs,
    });
  }

  /** A person may have sent more closings than were owed; they do not count against a later opening. */
  async stillOpen(): Promise<void> {
    const { openingsSent, closingsSent } = this.#entry;
    if (openingsSent === 0) return this.shut();
    await this.#update({ phase: 'failed', worker: undefined, closingsSent: Math.min(openingsSent, closingsSent) });
  }

  /** Nobody can say; `closingsSent` is what it was before: what went into the void is no closing. */
  async unknown(closingsSent: number): Promise<void> {
    if (this.#entry.openingsSent === 0) return this.shut();
    await this.#update({ phase: 'unknown', worker: undefined, closingsSent });
  }

  /** Nothing of ours is open there: the entry goes. */
  async shut(): Promise<void> {
    if (this.#isWritten) await this.#journal.remove(this.#entry.id);
    this.#isWritten = false;
  }

  async #update(change: Partial<JournalEntry>): Promise<void> {
    const from: GatePhase = this.#isWritten ? this.#entry.phase : 'shut';
    if (change.phase !== undefined && !isLegalMove(from, change.phase)) {
      throw new Failure('internal', `A gate cannot go from ${from} to ${change.phase}.`);
    }
    const entry = { ...this.#entry, ...change };
    await this.#journal.write(entry);
    this.#entry = entry;
    this.#isWritten = true;
  }
}

/** Who holds a gate by its entry, without those who died. */
export function livingHoldersOf({ holders }: JournalEntry): readonly Holder[] {
  return holders.filter((holder) => holder.as === 'hand' || isAlive(holder.owner));
}

/**
 * An entry is read in the middle of a closing only when the process that sent it has died: whether it was sent is not
 * known, and it does not count.
 */
function withoutDeadClosing(entry: JournalEntry): JournalEntry {
  if (entry.phase !== 'closing') return entry;
  return { ...entry, phase: 'unknown', closingsSent: Math.max(0, entry.closingsSent - 1) };
}
