import { randomUUID } from 'node:crypto';
import { pause } from '../../cancel.ts';
import { longestStepGapMs } from '../../knock/step-clock.ts';
import { enterOwnLine, hasOwnLine } from './own-line.ts';
import { stateOf } from './process-mark.ts';
import { watchStopped } from './stopped-for.ts';
import {
  dropTicket,
  isThere,
  ownerOf,
  putTicket,
  removeIfEmpty,
  type Ticket,
  type TicketOwner,
  ticketOf,
  ticketsIn,
} from './ticket.ts';
import type { TurnAhead } from './turn-ahead.ts';

const pollMs = 15;
/** A process that is seen stopped for so long without a break is passed over. */
const passedOverAfterMs = 2000;

/** A turn that this process has. */
export interface Turn {
  /** Whether others have passed this process over, since it was stopped: then somebody else may have the turn. */
  isLost(): Promise<boolean>;
  /** Gives it on; calling it twice does no harm. */
  end(): Promise<void>;
}

export interface TurnOptions {
  readonly signal?: AbortSignal | undefined;
  /** Hears for whom is waited: at first, and when it is another process, or one that was stopped. */
  readonly onWaiting?: (ahead: TurnAhead) => void;
}

/**
 * Waits for this process's turn at whatever `folder` stands for; processes and tasks get it one at a time, in the order
 * in which they came: the tasks of this process in a line of their own, whose head stands in the one of the processes. That is
 * Lamport's bakery with a file for each ticket: nobody ever writes to another's ticket, names are never used twice, so a
 * dead process's ticket can be thrown away by anyone without a race. (A lock file that is broken when stale has one, and
 * Node has no flock.) So can a stopped process's: it looks for its own before it sends or writes anything.
 * @throws Failure `cancelled` when the signal is raised while waiting, `data-folder-unusable`
 */
export async function takeTurn(folder: string, { signal, onWaiting }: TurnOptions = {}): Promise<Turn> {
  const hear = sayChanges(onWaiting);
  const sinceMs = Date.now();
  if (hasOwnLine(folder)) hear({ pid: process.pid, sinceMs: undefined, isStopped: false });
  const place = await enterOwnLine(folder, signal, hear);
  try {
    const ticket = await firstTicket(folder, sinceMs, signal, place.tellAll);
    let hasEnded = false;
    return {
      isLost: async () => !hasEnded && !(await isThere(folder, ticket)),
      async end() {
        if (hasEnded) return;
        hasEnded = true;
        await dropTicket(folder, ticket).finally(() => place.leave() || removeIfEmpty(folder));
      },
    };
  } catch (thrown) {
    if (!place.leave()) await removeIfEmpty(folder);
    throw thrown;
  }
}

/** Says who is ahead when it is another process than was said last, or has been stopped since. */
function sayChanges(onWaiting: TurnOptions['onWaiting']): (ahead: TurnAhead) => void {
  let said: TurnAhead | undefined;
  return (ahead) => {
    if (said?.pid === ahead.pid && said.isStopped === ahead.isStopped) return;
    said = ahead;
    onWaiting?.(ahead);
  };
}

/** Stands in the line of the processes until this one is the first; one that was passed over stands in it anew. */
async function firstTicket(
  folder: string,
  sinceMs: number,
  signal: AbortSignal | undefined,
  tell: (ahead: TurnAhead) => void,
): Promise<Ticket & { readonly number: number }> {
  while (true) {
    const id = randomUUID();
    const choosing = ticketOf(undefined, id);
    let ticket: Ticket | undefined;
    try {
      await putTicket(folder, choosing, sinceMs);
      const number = 1 + Math.max(0, ...(await ticketsIn(folder)).map((other) => other.number ?? 0));
      ticket = ticketOf(number, id);
      // There before `choosing` goes, so that somebody who reads the folder twice meets at least one of the two.
      await putTicket(folder, ticket, sinceMs);
      // A process that was stopped while it chose may have been passed over, and its number be an old one.
      const isInTime = await isThere(folder, choosing);
      await dropTicket(folder, choosing);
      if (isInTime && (await waitForTurn(folder, { ...ticket, number }, signal, tell))) return { ...ticket, number };
      await dropTicket(folder, ticket);
    } catch (thrown) {
      if (ticket !== undefined) await dropTicket(folder, ticket);
      await dropTicket(folder, choosing);
      throw thrown;
    }
  }
}

/** @returns false when the own ticket has gone: others have passed this process over */
async function waitForTurn(
  folder: string,
  own: Ticket & { readonly number: number },
  signal: AbortSignal | undefined,
  tell: (ahead: TurnAhead) => void,
): Promise<boolean> {
  const look = lookAtOwners(folder);
  let freeInARow = 0;
  // Twice in a row: one reading of a folder may miss a file that is linked while another is removed.
  while (freeInARow < 2) {
    const all = await ticketsIn(folder);
    if (!all.some(({ file }) => file === own.file)) return false;
    const ahead = all.filter((other) => other.id !== own.id && isAhead(other, own)).toSorted(byNumber);
    const living: (Living | undefined)[] = await Promise.all(ahead.map(look));
    const alive = living.filter((one) => one !== undefined);
    if (alive.length === 0) {
      freeInARow += 1;
      continue;
    }
    // Somebody who is only choosing is done in a moment; a ticket ahead is worth a word.
    const first = living.find((one, index) => one !== undefined && ahead[index]?.number !== undefined);
    if (first !== undefined) tell(first.ahead);
    // Only by the next in line, who waits for what the stopped one may just be sending.
    if (alive.every(({ stoppedForMs }) => stoppedForMs >= passedOverAfterMs)) {
      for (const ticket of ahead) await dropTicket(folder, ticket);
      await pause(longestStepGapMs, signal);
    } else await pause(pollMs, signal);
    freeInARow = 0;
  }
  return true;
}

function isAhead(other: Ticket, own: Ticket & { readonly number: number }): boolean {
  const { number } = other;
  return number === undefined || number < own.number || (number === own.number && other.id < own.id);
}

/** As they have the turn; those who still choose come last. */
function byNumber(one: Ticket, other: Ticket): number {
  const last = Number.POSITIVE_INFINITY;
  return (one.number ?? last) - (other.number ?? last) || (one.id < other.id ? -1 : 1);
}

interface Living {
  readonly ahead: TurnAhead;
  readonly stoppedForMs: number;
}

/** Looks at tickets' owners again and again; the ticket of a dead one, or one that cannot be read, is thrown away. */
function lookAtOwners(folder: string): (ticket: Ticket) => Promise<Living | undefined> {
  // A ticket never changes.
  const owners = new Map<string, TicketOwner>();
  const stopped = watchStopped();
  return async (ticket) => {
    const owner = owners.get(ticket.file) ?? (await ownerOf(folder, ticket));
    const state = owner === undefined ? 'dead' : stateOf(owner);
    if (owner === undefined || state === 'dead') {
      await dropTicket(folder, ticket);
      return undefined;
    }
    owners.set(ticket.file, owner);
    const isStopped = state === 'stopped';
    const stoppedForMs = stopped.seen(ticket.file, isStopped, performance.now());
    return { ahead: { pid: owner.pid, sinceMs: owner.sinceMs, isStopped }, stoppedForMs };
  };
}
