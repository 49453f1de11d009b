import { stat } from 'node:fs/promises';
import { Failure } from '../../shared/failure.ts';
import { writeFileAtomically } from '../files/kept-file.ts';
import { refuseUnfit } from '../files/unfit-file.ts';
import { unusable } from '../files/unusable.ts';

/**
 * Writes a profile file of mode 0600 at a place that a person chose. A file there is replaced, a device or a pipe is not.
 * @throws Failure `data-folder-unusable`
 */
export async function writeExport(path: string, text: string): Promise<void> {
  try {
    const there = await stat(path).catch(() => undefined);
    if (there !== undefined) refuseUnfit(there, Number.POSITIVE_INFINITY);
    await writeFileAtomically(path, text);
  } catch (thrown) {
    const { code, message } = thrown instanceof Failure ? thrown : unusable(thrown, path);
    throw new Failure(code, message, { remedy: 'Choose another place.', cause: thrown });
  }
}
