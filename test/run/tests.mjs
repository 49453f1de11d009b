// All checks and tests: `npm test`.
import { availableParallelism } from 'node:os';
import { buildCommandLine, buildWindow } from './builds.mjs';
import { runChecks } from './checks.mjs';
import { missingComponents, missingDebian13, missingNamespaces, missingOpenssh, missingWindow } from './components.mjs';
import { filesNotDrawn } from './drawn-files.mjs';
import { testNode } from './node.mjs';
import { failedPart, notRunPart } from './part.mjs';
import { hasTests, runSuites } from './suites.mjs';
import { summarize } from './summary.mjs';

/** The suites, and what each may miss. */
const suites = {
  unit: {},
  openssh: { missing: missingOpenssh },
  integration: {},
  system: { missing: missingComponents },
  debian13: { missing: missingDebian13 },
  e2e: { missing: missingWindow, window: true },
  'e2e-bed': { missing: () => missingWindow() ?? missingComponents(), window: true },
};

/**
 * Runs all checks and tests, or the tests that match filters.
 * @param {import('./workplace.mjs').Workplace} workplace
 * @param {readonly string[]} args filters, and options for vitest
 * @returns {Promise<number>} the runner's exit status
 */
export async function test(workplace, args) {
  const wholeRun = args.length === 0;
  const parts = [
    ...(wholeRun ? [await runChecks(testNode(), workplace.environment('checks'))] : []),
    ...(await runAll(workplace, args)),
    ...(wholeRun ? await searchLeftovers(workplace) : []),
  ];
  return summarize(parts) ? 0 : 1;
}

/**
 * Runs the suites that have tests for these arguments and miss nothing.
 * @param everything rows and files that are drawn otherwise too
 * @returns {Promise<import('./part.mjs').Part[]>}
 */
export async function runAll(workplace, args, { everything = false } = {}) {
  const node = testNode();
  const chosen = Object.entries(suites).filter(([name]) => hasTests(name, args));
  const gaps = chosen.flatMap(([name]) => {
    const notRun = missingFor(name);
    return notRun === undefined ? [] : [notRunPart(name, notRun)];
  });
  const possible = chosen.filter(([name]) => !gaps.some((gap) => gap.name === name));
  if (possible.length === 0) return gaps;
  const problem =
    (await buildCommandLine(workplace)) ??
    (possible.some(([, { window }]) => window) ? await buildWindow(workplace, node) : undefined);
  if (problem !== undefined) return [...gaps, failedPart('build', problem)];
  const names = possible.map(([name]) => name);
  const env = {
    ...workplace.environment('tests'),
    PORTCULLIS_LANES: String(lanes()),
    // Who names a file wants all of it.
    ...(everything || args.length > 0
      ? { PORTCULLIS_ROWS: 'all' }
      : { PORTCULLIS_NOT_DRAWN: filesNotDrawn(names).join(',') }),
  };
  return [...(await runSuites({ suites: names, args, node, report: workplace.file('tests.json'), env })), ...gaps];
}

/** @returns {string | undefined} what keeps a suite from running, and what to install */
export function missingFor(suite) {
  return suites[suite].missing?.();
}

/** Last: it searches what the others have left behind. */
export function searchLeftovers(workplace) {
  const env = workplace.environment('leftovers-search');
  const report = workplace.file('leftovers.json');
  return runSuites({ suites: ['leftovers'], args: [], node: testNode(), report, env });
}

/**
 * How many test files run side by side: one more than there are cores. Most of them wait most of their time, for a knock's
 * pause or a daemon's; with one for each core a third of the processor was idle, with one more it is 1 to 9 %.
 */
export function lanes() {
  if (missingNamespaces() !== undefined) return 0;
  return Number(process.env.PORTCULLIS_LANES ?? availableParallelism() + 1);
}
