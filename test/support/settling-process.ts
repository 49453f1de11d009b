// A process of its own that settles the data folder as on Windows: argv is %LOCALAPPDATA%, before which file operation it kills
// itself (0: never), and what the system refuses. It tells where the data are, and how many operations there were.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import type { Refusal } from './settling.ts';

const [local = '', killBefore = '0', refusalsText = '[]'] = process.argv.slice(2);
const refusals = JSON.parse(refusalsText) as Refusal[];
let operations = 0;
/** Loading the program opens files too. */
let isSettling = false;

const watched = [
  'openSync',
  'writeFileSync',
  'fsyncSync',
  'closeSync',
  'mkdirSync',
  'renameSync',
  'unlinkSync',
  'rmdirSync',
  'rmSync',
] as const;
const patched = fs as unknown as Record<string, (...args: unknown[]) => unknown>;
for (const name of watched) {
  const real = fs[name] as (...args: unknown[]) => unknown;
  const refused = refusals.filter(({ operation }) => operation === name).map((refusal) => ({ ...refusal }));
  patched[name] = (...args) => {
    if (!isSettling) return real(...args);
    operations += 1;
    if (operations === Number(killBefore)) process.kill(process.pid, 'SIGKILL');
    const refusal = refused.find(({ path, times }) => times > 0 && String(args[0]).startsWith(path));
    if (refusal === undefined) return real(...args);
    refusal.times -= 1;
    throw Object.assign(new Error(`${refusal.code}: played`), {
      code: refusal.code,
      ...(typeof args[0] === 'string' && { path: args[0] }),
    });
  };
}
syncBuiltinESMExports();

const { settleDataFolder } = await import('../../electron/core/data-move/settle-data-folder.ts');
isSettling = true;
const settled = settleDataFolder({ LOCALAPPDATA: local }, 'win32');
process.stdout.write(JSON.stringify({ ...settled, operations }));
