// What has to be built before tests can run it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './processes.mjs';

const launcher = join('electron', 'cli', 'portcullis.mjs');

/**
 * The command line compiles itself when its sources are newer; done once here, tests do not race for it.
 * @param {import('./workplace.mjs').Workplace} workplace
 * @returns {Promise<string | undefined>} what is wrong
 */
export async function buildCommandLine(workplace) {
  if (!existsSync(launcher)) return undefined;
  const { code, output } = await run(process.execPath, [launcher, '--version'], {
    env: workplace.environment('build'),
  });
  return code === 0 ? undefined : `${launcher} --version ended with ${code}: ${output}`;
}

/**
 * @param {import('./workplace.mjs').Workplace} workplace
 * @param {string} node the Node for the tools
 * @returns {Promise<string | undefined>} what is wrong
 */
export async function buildWindow(workplace, node) {
  const env = workplace.environment('window-build');
  const { code, output } = await run(node, [join('electron', 'build-window.mjs')], { env });
  return code === 0 ? undefined : `electron/build-window.mjs ended with ${code}: ${output}`;
}
