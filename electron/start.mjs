// npm start: the desktop app in Electron, else in the stand-in's window, else the practice run in the terminal.
// What follows `--` goes to the app. Plain JavaScript without dependencies, so that any Node can say what is missing.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildWindow, isWindowStale } from './start/build-window.mjs';
import { electronBinary, fetchElectron } from './start/electron-binary.mjs';
import { runProgram } from './start/run-program.mjs';
import { findStandIn, standInCommand } from './start/stand-in.mjs';
import { waysToStart } from './start/ways.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const args = process.argv.slice(2);
const isRoot = process.getuid?.() === 0;
const { DISPLAY, WAYLAND_DISPLAY } = process.env;
const hasDisplay = process.platform !== 'linux' || Boolean(DISPLAY || WAYLAND_DISPLAY);

const nothing = { missing: 'there is no display' };
const found = electronBinary();
const electron = !hasDisplay ? nothing : found === undefined ? await fetchElectron() : { path: found };
const standIn = hasDisplay ? findStandIn() : nothing;

for (const { way, says } of waysToStart({ hasDisplay, electron, standIn })) {
  process.stdout.write(`${says}\n`);
  const { code, hasStarted } = await start(way);
  if (hasStarted || way === 'practice') {
    process.exitCode = code;
    break;
  }
}

async function start(way) {
  if (way === 'practice')
    return await runProgram(process.execPath, [join(root, 'electron', 'cli', 'portcullis.mjs'), 'practice']);
  try {
    if (isWindowStale()) await buildWindow();
  } catch (error) {
    const reason = String(error.message).split('\n').filter(Boolean).slice(0, 2).join(' ');
    process.stdout.write(`The window cannot be built: ${reason}\n`);
    return { code: 1, hasStarted: false };
  }
  if (way === 'electron') return await runProgram(electron.path, [...(isRoot ? ['--no-sandbox'] : []), root, ...args]);
  const { file, args: all } = standInCommand(standIn.node, [root, ...args]);
  return await runProgram(file, all);
}
