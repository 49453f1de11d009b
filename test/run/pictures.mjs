// The README's pictures, made anew: `npm run pictures`.
import { join } from 'node:path';
import { buildCommandLine, buildWindow } from './builds.mjs';
import { missingWindow } from './components.mjs';
import { testNode } from './node.mjs';
import { run } from './processes.mjs';

/**
 * @param {import('./workplace.mjs').Workplace} workplace
 * @returns {Promise<number>} the runner's exit status
 */
export async function takePictures(workplace) {
  const node = testNode();
  const problem = missingWindow() ?? (await buildCommandLine(workplace)) ?? (await buildWindow(workplace, node));
  if (problem !== undefined) {
    console.error(`No pictures could be taken: ${problem}`);
    return 1;
  }
  const env = workplace.environment('pictures');
  return (await run(node, [join('test', 'pictures', 'take-pictures.ts')], { env, show: true })).code;
}
