// What is checked without running the program: lint, types, and that the lock files are complete.
import { readFileSync } from 'node:fs';
import { delimiter, dirname } from 'node:path';
import { npmCommand } from './node.mjs';
import { emptyPart } from './part.mjs';
import { run } from './processes.mjs';

const locks = ['package-lock.json', 'test/node/package-lock.json'];

/**
 * Runs the checks and says how each went.
 * @param {string} node the Node for the tools
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<import('./part.mjs').Part>}
 */
export async function runChecks(node, env) {
  const part = emptyPart('checks');
  const started = performance.now();
  for (const { name, task } of checks(node, env)) {
    const problem = await task();
    console.log(`${problem === undefined ? 'ok    ' : 'FAILED'} ${name}`);
    if (problem === undefined) part.passed += 1;
    else {
      console.error(problem);
      part.failed += 1;
      part.failures.push(name);
    }
  }
  part.seconds = (performance.now() - started) / 1000;
  return part;
}

/** The checks, each a name and a task that gives `undefined` when it passes, else what is wrong. */
function checks(node, env) {
  const script = (name) => async () => {
    const { file, before, shell } = npmCommand();
    const path = `${dirname(node)}${delimiter}${env.PATH}`;
    const { code, output } = await run(file, [...before, 'run', '--silent', name], {
      env: { ...env, PATH: path },
      shell,
    });
    return code === 0 ? undefined : output;
  };
  return [
    { name: 'lint', task: script('lint') },
    { name: 'typecheck', task: script('typecheck') },
    { name: 'complete lock files', task: lockProblems },
  ];
}

/** A lock made on a system or from a registry that lacks a platform's package leaves that platform without it. */
function lockProblems() {
  const problems = locks.flatMap((file) => {
    const { packages } = JSON.parse(readFileSync(file, 'utf8'));
    return Object.entries(packages).flatMap(([path, entry]) =>
      Object.keys(entry.optionalDependencies ?? {})
        .filter((name) => !isLocked(packages, path, name))
        .map((name) => `${file}: ${path || 'the project'} may want ${name}, which is not in the lock`),
    );
  });
  return problems.length === 0 ? undefined : `${problems.join('\n')}\n`;
}

/** Looks where Node would look from `path`: in its own node_modules, then in those above. */
function isLocked(packages, path, name) {
  const candidate = `${path === '' ? '' : `${path}/`}node_modules/${name}`;
  if (packages[candidate] !== undefined) return true;
  if (path === '') return false;
  const above = path.slice(0, path.lastIndexOf('node_modules/')).replace(/\/$/, '');
  return isLocked(packages, above, name);
}
