import { Failure } from '../../shared/failure.ts';
import { UnfitFile } from './unfit-file.ts';

/** Turns a file system's error into a failure that names the file. */
export function unusable(thrown: unknown, path: string): Failure {
  return new Failure('data-folder-unusable', `${path} cannot be used: ${whyOf(thrown)}.`, {
    remedy: 'Mend that and try again, or set PORTCULLIS_HOME to another folder.',
    cause: thrown,
  });
}

function whyOf(thrown: unknown): string {
  const { code = 'unknown', message } = thrown as NodeJS.ErrnoException;
  if (thrown instanceof UnfitFile) return `it ${message}`;
  const why: Record<string, string> = {
    ENOSPC: 'the disk is full',
    EDQUOT: 'the disk quota is used up',
    EROFS: 'the disk is read-only',
    EACCES: 'permission is denied',
    EPERM: 'permission is denied',
    ENOTDIR: 'a part of the path is not a folder',
    // What making a folder gives where a file has its name.
    EEXIST: 'a part of the path is not a folder',
    EISDIR: 'it is a folder',
    EMFILE: 'too many files are open',
  };
  return why[code] ?? message;
}
