// Windows' Node runs this: it makes the file that it is given, and uses a path below it as if that were a folder. Prints
// by what each was refused: a code, and a failure's message.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFileIfThere, removeFile, writeFileAtomically } from '../../../electron/core/files/kept-file.ts';

/** Of each use what it was refused with, or undefined where it was not. */
export type Refusals = Readonly<Record<'system' | 'read' | 'write' | 'remove', Refusal | undefined>>;
type Refusal = { readonly code: string; readonly message: string };

const [file = ''] = process.argv.slice(2);
writeFileSync(file, '');
const below = join(file, 'below');
const refusals: Refusals = {
  system: await refusalOf(() => readFileSync(below)),
  read: await refusalOf(() => readFileIfThere(below)),
  write: await refusalOf(() => writeFileAtomically(below, '')),
  remove: await refusalOf(() => removeFile(below)),
};
process.stdout.write(JSON.stringify(refusals));

async function refusalOf(work: () => unknown): Promise<Refusal | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    const { code, message } = error as Refusal;
    return { code, message };
  }
}
