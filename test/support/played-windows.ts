import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Person } from './command-line.ts';

export interface PlayedWindows {
  /** %LOCALAPPDATA%, which is there. */
  readonly local: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Lets a program believe that it runs on Windows, and nothing else in its process: paths, files and processes are those of
 * this system.
 * @param program what is in the paths of its files
 */
export function playWindows({ home }: Person, program: string): PlayedWindows {
  const local = join(home, 'AppData', 'Local');
  mkdirSync(local, { recursive: true });
  const played = `
    const real = process.platform;
    const get = () => (new Error().stack.split('\\n')[2].includes('${program}') ? 'win32' : real);
    Object.defineProperty(process, 'platform', { get, configurable: true });
  `;
  const preload = `--import=data:text/javascript;base64,${Buffer.from(played).toString('base64')}`;
  // The driver of the app takes NODE_OPTIONS away.
  const node = join(home, 'node-on-windows');
  writeFileSync(node, `#!/bin/sh\nexec '${process.execPath}' '${preload}' "$@"\n`, { mode: 0o755 });
  return { local, env: { LOCALAPPDATA: local, NODE_OPTIONS: preload, PORTCULLIS_STANDIN_NODE: node } };
}
