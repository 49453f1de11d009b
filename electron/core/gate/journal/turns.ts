import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pause } from '../../cancel.ts';
import { readFileIfThere, removeFile, writeFileAtomically } from '../../files/kept-file.ts';
import { parseJson } from '../../files/parse-json.ts';
import { isAlive, processMarkSchema, thisProcess } from './process-mark.ts';

const pollMs = 15;
const ticketPattern = /^(choosing|\d{12})-([0-9a-f-]{36})$/;

/**
 * Waits for this process's turn at whatever `folder` stands for; processes and tasks get it one at a time, in the order
 * in which they came. The waiting line is Lamport's bakery with a file for each ticket: nobody ever writes to another's
 * ticket, names are never used twice, so a dead process's ticket can be thrown away by anyone without a race. (A lock
 * file that is broken when stale has one, and Node has no flock.)
 * @returns the function that ends the turn; calling it twice does no harm
 * @throws Failure `cancelled` when the signal is raised while waiting
 */
export async function takeTurn(
  folder: string,
  options: { readonly signal?: AbortSignal | undefined; readonly onWaiting?: () => void } = {},
): Promise<() => Promise<void>> {
  const id = randomUUID();
  const choosing = join(folder, `choosing-${id}`);
  const owner = JSON.stringify(thisProcess());
  await writeFileAtomically(choosing, owner);
  let ticket: string | undefined;
  try {
    const number = 1 + Math.max(0, ...(await tickets(folder)).map((other) => other.number ?? 0));
    ticket = join(folder, ticketName(number, id));
    // There before `choosing` goes, so that somebody who reads the folder twice meets at least one of the two.
    await writeFileAtomically(ticket, owner);
    await removeFile(choosing);
    await waitForTurn(folder, number, id, options);
  } catch (thrown) {
    if (ticket !== undefined) await removeFile(ticket);
    await removeFile(choosing);
    throw thrown;
  }
  const held = ticket;
  return () => removeFile(held);
}

async function waitForTurn(
  folder: string,
  number: number,
  id: string,
  { signal, onWaiting }: { readonly signal?: AbortSignal | undefined; readonly onWaiting?: () => void },
): Promise<void> {
  let freeInARow = 0;
  let hasSaid = false;
  // Twice in a row: one reading of a folder may miss a file that is linked while another is removed.
  while (freeInARow < 2) {
    const others = (await tickets(folder)).filter((other) => other.id !== id);
    const ahead = others.filter(
      (other) => other.number === undefined || other.number < number || (other.number === number && other.id < id),
    );
    const living = await Promise.all(ahead.map((other) => isLiving(join(folder, other.file))));
    if (!living.includes(true)) {
      freeInARow += 1;
      continue;
    }
    freeInARow = 0;
    // Somebody who is only choosing is done in a moment; a ticket ahead is worth a word.
    if (!hasSaid && ahead.some((other, index) => other.number !== undefined && living[index])) {
      hasSaid = true;
      onWaiting?.();
    }
    await pause(pollMs, signal);
  }
}

interface Ticket {
  readonly file: string;
  readonly id: string;
  /** undefined while its owner still chooses */
  readonly number: number | undefined;
}

async function tickets(folder: string): Promise<Ticket[]> {
  const found: Ticket[] = [];
  for (const file of await readdir(folder)) {
    const match = ticketPattern.exec(file);
    if (match === null) continue;
    const [, number = '', id = ''] = match;
    found.push({ file, id, number: number === 'choosing' ? undefined : Number(number) });
  }
  return found;
}

function ticketName(number: number, id: string): string {
  return `${String(number).padStart(12, '0')}-${id}`;
}

/** Whether a ticket's owner lives; the ticket of a dead one, or one that cannot be read, is thrown away. */
async function isLiving(path: string): Promise<boolean> {
  const text = await readFileIfThere(path);
  if (text === undefined) return false;
  const mark = processMarkSchema.safeParse(parseJson(text));
  if (mark.success && isAlive(mark.data)) return true;
  await removeFile(path);
  return false;
}
