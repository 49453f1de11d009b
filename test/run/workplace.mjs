// Where the runner's child processes have their folders, for one run.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { privateEnvironment } from './environment.mjs';
import { beforeInterruption } from './processes.mjs';

/**
 * Makes a temporary folder, which goes with `close`, or when a signal ends the runner.
 * @returns {Workplace}
 *
 * @typedef {object} Workplace
 * @property {(name: string) => NodeJS.ProcessEnv} environment makes folders for a child process, and names them to it
 * @property {(name: string) => string} file the path of a file of the runner's own
 * @property {() => void} close
 */
export function openWorkplace() {
  const temporary = mkdtempSync(join(tmpdir(), 'portcullis-'));
  const close = () => {
    if (process.env.PORTCULLIS_KEEP === '1') console.log(`The tests' files are kept in ${temporary}`);
    else rmSync(temporary, { recursive: true, force: true, maxRetries: 3 });
  };
  beforeInterruption(close);
  return {
    environment: (name) => privateEnvironment(temporary, name),
    file: (name) => join(temporary, name),
    close,
  };
}
