// The measurements: `npm run bench`.
import { join } from 'node:path';
import { buildCommandLine, buildWindow } from './builds.mjs';
import { inNamespace, missingChromium, missingComponents, missingWindow } from './components.mjs';
import { namespaceEnvironment } from './environment.mjs';
import { testNode } from './node.mjs';
import { run } from './processes.mjs';

const all = {
  gate: { file: 'gate.ts', needs: missingComponents, atGate: true },
  prompt: { file: 'prompt.ts', needs: missingComponents, atGate: true },
  lines: { file: 'bad-lines.ts', needs: missingComponents, atGate: true },
  many: { file: join('many', 'run.ts'), needs: () => undefined },
  memory: { file: 'memory.ts', needs: missingWindow, window: true },
  terminal: { file: join('terminal', 'run.ts'), needs: missingChromium },
  window: { file: 'window.ts', needs: () => missingWindow() ?? missingComponents(), atGate: true, window: true },
};

/**
 * Runs the measurements with these names, or all of them.
 * @param {import('./workplace.mjs').Workplace} workplace
 * @param {readonly string[]} names
 * @returns {Promise<number>} the runner's exit status
 */
export async function bench(workplace, names) {
  const node = testNode();
  const chosen = Object.entries(all).filter(([name]) => names.length === 0 || names.includes(name));
  let worst = chosen.length === 0 ? 1 : 0;
  for (const [name, { file, needs, atGate, window }] of chosen) {
    const problem =
      needs() ?? (await buildCommandLine(workplace)) ?? (window ? await buildWindow(workplace, node) : undefined);
    if (problem !== undefined) {
      console.error(`The measurement of the ${name} could not run: ${problem}`);
      worst = 1;
      continue;
    }
    console.log(`\n## ${name}\n`);
    const [first, ...args] = [...(atGate ? inNamespace : []), node, join('test', 'bench', file)];
    const env = workplace.environment('bench');
    const options = atGate ? { env: namespaceEnvironment(env), endWith: 'SIGKILL' } : { env };
    worst = Math.max(worst, (await run(first, args, { ...options, show: true })).code);
  }
  return worst;
}
