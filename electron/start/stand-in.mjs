// The stand-in of Electron, which shows the app in a local Chromium: what it needs, and how it is started.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { testNode } from '../../test/run/node.mjs';

const folder = fileURLToPath(new URL('../../test/standin/', import.meta.url));
/** In TypeScript, like all of the stand-in: the Node that will run it is asked. */
const question = `import { findChromium } from ${JSON.stringify(new URL('../../test/standin/devtools/find-chromium.ts', import.meta.url).href)};
process.stdout.write(findChromium() ?? '');`;

/**
 * @typedef {{ node: string, chromium: string }} StandIn
 * @returns {StandIn | { missing: string }} the programs that it takes, or what is missing, as the end of a sentence
 */
export function findStandIn() {
  if (!existsSync(folder)) return { missing: 'it is only part of a checkout' };
  try {
    const node = testNode();
    const asked = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', question];
    const chromium = execFileSync(node, asked, { encoding: 'utf8' });
    return chromium === '' ? { missing: 'there is no Chromium, Chrome or Edge' } : { node, chromium };
  } catch (error) {
    return { missing: String(error.message).split('\n')[0] };
  }
}

/** @param {string} node @param {readonly string[]} args the app and what it is told */
export function standInCommand(node, args) {
  return { file: node, args: ['--disable-warning=ExperimentalWarning', `${folder}launch.mjs`, ...args] };
}
