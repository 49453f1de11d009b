import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { lookAtKeptFile } from '../core/files/look-at-kept-file.ts';
import { renameOverSync } from '../core/files/rename-over.ts';
import { Failure } from '../shared/failure.ts';

/** Two files of this size are kept: the running one and the one before. */
const largestBytes = 256 * 1024;

/** The app's log: where bugs and failures are told. No secret is ever in either. */
export interface AppLog {
  /** @param where what was being done, in a word or two */
  write(where: string, thrown: unknown): void;
}

/** Opens the log. A log that cannot be written is no reason for anything to fail. @param path made with mode 0600 */
export function openAppLog(path: string): AppLog {
  return {
    write(where, thrown) {
      try {
        mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
        if ((lookAtKeptFile(path) ?? 0) > largestBytes) renameOverSync(path, `${path}.old`);
        appendFileSync(path, `${new Date().toISOString()} ${where}: ${describe(thrown)}\n`, { mode: 0o600 });
      } catch {
        // The disk is full or read-only, or what lies there is no file; what matters is told in the window.
      }
    },
  };
}

/** A failure in one line, a bug with its stack; both bounded, since a message may hold anything. */
function describe(thrown: unknown): string {
  if (thrown instanceof Failure) return `${thrown.code}: ${thrown.message}`.slice(0, 1000);
  return (thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)).slice(0, 8000);
}
