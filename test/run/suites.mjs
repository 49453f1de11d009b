// Runs vitest and reads what it found.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { emptyPart, failedPart } from './part.mjs';
import { run } from './processes.mjs';

const vitest = join('node_modules', 'vitest', 'vitest.mjs');
/** Passed tests that take less time than this have no line of their own. */
const forMany = [`--reporter=${join('test', 'vitest', 'one-by-one.ts')}`, '--slowTestThreshold=30000'];

/**
 * Says whether any test file of a suite matches the filters, as vitest would: a part of its path.
 * @param {string} suite a folder in test/
 * @param {readonly string[]} args what was given on the command line; with an option in it vitest itself must decide
 */
export function hasTests(suite, args) {
  const files = testFilesOf(suite);
  if (args.length === 0 || args.some((arg) => arg.startsWith('-'))) return files.length > 0;
  return files.some((file) => args.some((filter) => file.includes(filter)));
}

/** @returns {string[]} the paths of a suite's test files, with `/` */
export function testFilesOf(suite) {
  const folder = join('test', suite);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => join(folder, file).split(sep).join('/'));
}

/**
 * Runs suites in one vitest process, its output on the terminal.
 * @param {object} what
 * @param {readonly string[]} what.suites names of folders in test/
 * @param {readonly string[]} what.args filters and options for vitest
 * @param {string} what.node the Node that runs it
 * @param {string} what.report a file for vitest's own report
 * @param {NodeJS.ProcessEnv} what.env
 * @returns {Promise<import('./part.mjs').Part[]>} what was found, by suite; one more for a failure that belongs to no test
 */
export async function runSuites({ suites, args, node, report, env }) {
  const started = performance.now();
  const projects = suites.flatMap((suite) => ['--project', suite, '--project', `${suite}-played`]);
  const reporters = [...(args.length === 0 ? forMany : ['--reporter=default']), '--reporter=json'];
  const { code } = await run(
    node,
    [vitest, 'run', '--passWithNoTests', ...projects, ...reporters, `--outputFile.json=${report}`, ...args],
    {
      env,
      show: true,
    },
  );
  const parts = suites.map((name) => emptyPart(name));
  const results = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')).testResults : [];
  for (const result of results) count(result, parts);
  if (parts.length === 1) parts[0].seconds = (performance.now() - started) / 1000;
  if (code !== 0 && parts.every((part) => part.failed === 0)) {
    parts.push(failedPart('vitest', `it ended with ${code} though no test failed: see its output above`));
  }
  return parts;
}

function count(result, parts) {
  const path = result.name.split(sep).join('/');
  const part = parts.find(({ name }) => path.includes(`/test/${name}/`)) ?? parts[0];
  const file = path.slice(path.lastIndexOf('/test/') + 1);
  part.seconds += Math.max(0, result.endTime - result.startTime) / 1000;
  for (const { status, fullName } of result.assertionResults) {
    if (status === 'passed') part.passed += 1;
    else if (status !== 'failed') part.skipped += 1;
    else {
      part.failed += 1;
      part.failures.push(`${file}: ${fullName}`);
    }
  }
  // A file that cannot be loaded, or whose hooks fail, may have no failed test of its own.
  if (result.status === 'failed' && !result.assertionResults.some(({ status }) => status === 'failed')) {
    part.failed += 1;
    part.failures.push(`${file}: ${result.message?.split('\n')[0] || 'could not be run'}`);
  }
}
