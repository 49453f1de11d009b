import { lstat, readdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { asFailure } from '../../../shared/failure.ts';
import { readFileIfThere, removeFile, writeFileAtomically } from '../../files/kept-file.ts';
import { parseJson } from '../../files/parse-json.ts';
import { ForeignFile } from '../../files/unfit-file.ts';
import { unusable } from '../../files/unusable.ts';
import { processMarkSchema, thisProcess } from './process-mark.ts';

const ticketPattern = /^(choosing|\d{12})-([0-9a-f-]{36})$/;

/** Whose ticket it is. What later versions add is passed over; earlier ones did not say since when. */
const ownerSchema = z.object({ ...processMarkSchema.shape, sinceMs: z.number().optional() });
export type TicketOwner = z.infer<typeof ownerSchema>;

/** A place in the waiting line of a folder; undefined as its number while its owner still chooses. */
export interface Ticket {
  readonly file: string;
  readonly id: string;
  readonly number: number | undefined;
}

export function ticketOf(number: number | undefined, id: string): Ticket {
  return { file: `${number === undefined ? 'choosing' : String(number).padStart(12, '0')}-${id}`, id, number };
}

/** All tickets of a folder; none where there is no folder. @throws Failure `data-folder-unusable` */
export async function ticketsIn(folder: string): Promise<Ticket[]> {
  const files = await readdir(folder).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT') return [];
    throw unusable(thrown, folder);
  });
  return files.flatMap((file) => {
    const [, number, id] = ticketPattern.exec(file) ?? [];
    return id === undefined ? [] : [{ file, id, number: number === 'choosing' ? undefined : Number(number) }];
  });
}

/** How often a folder may go, as its last ticket does, while a ticket is put into it. */
const mostTries = 100;

/** Puts a ticket of this process into a folder, which is made. @throws Failure `data-folder-unusable` */
export async function putTicket(folder: string, { file }: Ticket, sinceMs: number): Promise<void> {
  const owner: TicketOwner = { ...thisProcess(), sinceMs };
  for (let tries = 1; ; tries += 1) {
    try {
      return await writeFileAtomically(join(folder, file), JSON.stringify(owner));
    } catch (thrown) {
      const { cause } = asFailure(thrown);
      const hasGone = (cause as NodeJS.ErrnoException | undefined)?.code === 'ENOENT';
      if (!hasGone || tries === mostTries) throw thrown;
    }
  }
}

/**
 * Whose ticket it is; undefined when it has gone, when it says nothing that is known, and where another user has put it there.
 * @throws Failure `data-folder-unusable`
 */
export async function ownerOf(folder: string, { file }: Ticket): Promise<TicketOwner | undefined> {
  const text = await readFileIfThere(join(folder, file)).catch((thrown: unknown) => {
    if (asFailure(thrown).cause instanceof ForeignFile) return undefined;
    throw thrown;
  });
  return text === undefined ? undefined : ownerSchema.safeParse(parseJson(text)).data;
}

/** Whether a ticket is still there. One that cannot be looked at is: nobody loses a turn to too many open files. */
export async function isThere(folder: string, { file }: Ticket): Promise<boolean> {
  try {
    await lstat(join(folder, file));
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}

/** Throws a ticket away. */
export function dropTicket(folder: string, { file }: Ticket): Promise<void> {
  return removeFile(join(folder, file));
}

/** Removes the folder with its last ticket; whoever puts one there meanwhile makes it again. */
export async function removeIfEmpty(folder: string): Promise<void> {
  // Not empty, or gone already: both are well.
  await rmdir(folder).catch(() => undefined);
}
