import { Failure } from '../../shared/failure.ts';

/** Turns a file system's error into a failure that names the file. */
export function unusable(thrown: unknown, path: string): Failure {
  const { code = 'unknown', message } = thrown as NodeJS.ErrnoException;
  const why: Record<string, string> = {
    ENOSPC: 'the disk is full',
    EDQUOT: 'the disk quota is used up',
    EROFS: 'the disk is read-only',
    EACCES: 'permission is denied',
    EPERM: 'permission is denied',
    ENOTDIR: 'a part of the path is not a folder',
    EISDIR: 'it is a folder',
    EMFILE: 'too many files are open',
  };
  return new Failure('data-folder-unusable', `${path} cannot be used: ${why[code] ?? message}.`, {
    remedy: 'Mend that and try again, or set PORTCULLIS_HOME to another folder.',
    cause: thrown,
  });
}
