// Runs Electron Forge on a Node that it takes: `start` is npm run dev, where the page is renewed in place and main and
// preload by a restart; `package` and `make` build what is handed out.
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { testNode } from '../test/run/node.mjs';
import { electronBinary } from './start/electron-binary.mjs';
import { runProgram } from './start/run-program.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const forge = join(root, 'node_modules', '@electron-forge', 'cli', 'dist', 'electron-forge.js');
const [task, ...args] = process.argv.slice(2);

const node = testNode();
const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` };
if (task === 'start' && electronBinary() === undefined) {
  process.stdout.write("Electron's binary is not here: this is the stand-in's window in a local Chromium.\n");
  env.ELECTRON_OVERRIDE_DIST_PATH = join(root, 'test', 'standin');
}
process.exitCode = (await runProgram(node, [forge, task, ...args], env)).code;
