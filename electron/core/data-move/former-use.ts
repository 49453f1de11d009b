import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { parseJson } from '../files/parse-json.ts';
import { isAlive, processMarkSchema, thisProcess } from '../gate/journal/process-mark.ts';
import { readOwnFile } from './own-files.ts';

const usePattern = /^used-by-[0-9a-f-]{36}$/;

/** Of an entry of the journal what names processes. */
const ownersSchema = z.looseObject({
  worker: processMarkSchema.optional(),
  holders: z.array(z.looseObject({ as: z.string(), owner: processMarkSchema })),
});

/** Says that this process works in the old folder, so that no other one moves it meanwhile. */
export function noteUse(former: string): void {
  try {
    writeFileSync(join(former, `used-by-${randomUUID()}`), JSON.stringify(thisProcess()), { mode: 0o600, flag: 'wx' });
  } catch {
    // A full disk, or one that is read-only: then nobody moves anything either.
  }
}

/** Whether a living process works in the old folder: one of this version, an older app, or whoever holds a gate there. */
export function isFormerAtWork(former: string): boolean {
  return hasLivingUser(former) || isAppOpen(former) || gatesIn(former).some((path) => isHeldByLiving(path));
}

/** Whether a living process works at the gate of a journal's entry. A hand that outlives its process is none. */
export function isHeldByLiving(path: string): boolean {
  try {
    const { worker, holders } = ownersSchema.parse(parseJson(readOwnFile(path).content.toString('utf8')));
    const owners = holders.filter(({ as }) => as !== 'hand').map(({ owner }) => owner);
    return [...owners, ...(worker === undefined ? [] : [worker])].some(isAlive);
  } catch {
    // Removed meanwhile, or damaged: nobody's.
    return false;
  }
}

function hasLivingUser(former: string): boolean {
  const living = namesIn(former)
    .filter((name) => usePattern.test(name))
    .filter((name) => {
      const path = join(former, name);
      const mark = processMarkSchema.safeParse(parseJson(textOf(path)));
      if (mark.success && isAlive(mark.data)) return true;
      rmSync(path, { force: true, maxRetries: 3 });
      return false;
    });
  return living.length > 0;
}

/**
 * Whether an app has its window there: Chromium keeps this file open on Windows as long as it runs, and lets nobody else write
 * to it (chrome/browser/process_singleton_win.cc).
 */
function isAppOpen(former: string): boolean {
  try {
    closeSync(openSync(join(former, 'window', 'lockfile'), 'r+'));
    return false;
  } catch (thrown) {
    return ['EBUSY', 'EPERM', 'EACCES'].includes((thrown as NodeJS.ErrnoException).code ?? '');
  }
}

function gatesIn(former: string): string[] {
  return namesIn(join(former, 'gates'))
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(former, 'gates', name));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function textOf(path: string): string {
  try {
    return readOwnFile(path).content.toString('utf8');
  } catch {
    return '';
  }
}
