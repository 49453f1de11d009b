// npm test [-- FILTER...]   all checks and tests, or those whose file's path has a FILTER in it
// npm run bench [-- NAME...]   the measurements: gate, prompt, lines, terminal, window
// npm run pictures          makes the pictures of the README anew
// Plain JavaScript without dependencies: it must run on Nodes that the test tools do not know any more.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checks } from './run/checks.mjs';
import {
  missingChromium,
  missingComponents,
  missingDebian13,
  missingOpenssh,
  missingWindow,
  privateNamespace,
  systemPath,
} from './run/components.mjs';
import { privateEnvironment } from './run/environment.mjs';
import { testNode } from './run/node.mjs';
import { beforeInterruption, run } from './run/processes.mjs';
import { emptyPart, hasTests, runSuites } from './run/suites.mjs';
import { summarize } from './run/summary.mjs';

const launcher = join('electron', 'cli', 'portcullis.mjs');
// Process 1 of a namespace must reap what its parents left behind, which a shell does and Node does not.
const asFirstProcess = ['sh', '-c', 'ip link set lo up && "$@"; exit $?', 'sh'];
const inCi = !['', '0', 'false'].includes(process.env.CI ?? '');

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const temporary = mkdtempSync(join(tmpdir(), 'portcullis-'));
const clean = () => {
  if (process.env.PORTCULLIS_KEEP === '1') console.log(`The tests' files are kept in ${temporary}`);
  else rmSync(temporary, { recursive: true, force: true, maxRetries: 3 });
};
beforeInterruption(clean);
try {
  const [first, ...rest] = process.argv.slice(2);
  if (first === '--bench') process.exitCode = await bench(rest);
  else if (first === '--pictures') process.exitCode = await takePictures();
  else process.exitCode = await test(process.argv.slice(2));
} catch (error) {
  clean();
  console.error(error.message);
  process.exit(1);
}

async function test(args) {
  const node = testNode();
  const parts = [];
  const wholeRun = args.length === 0;
  const build = await buildOnce();
  if (build !== undefined) parts.push({ ...emptyPart('build'), failed: 1, failures: [build] });
  if (wholeRun) parts.push(await runChecks(node));
  if (build === undefined) {
    const withoutOpenssh = missingOpenssh();
    const suites = ['unit', ...(withoutOpenssh === undefined ? ['openssh'] : []), 'integration'];
    if (withoutOpenssh !== undefined && hasTests('openssh', args)) parts.push(notRunPart('openssh', withoutOpenssh));
    const plain = suites.filter((suite) => hasTests(suite, args));
    if (plain.length > 0) {
      const env = privateEnvironment(temporary, 'plain');
      parts.push(
        ...(await runSuites({ suites: plain, args, before: [node], report: join(temporary, 'plain.json'), env })),
      );
    }
    if (hasTests('system', args)) parts.push(...(await runInNamespace('system', node, args)));
    if (hasTests('debian13', args)) parts.push(...(await runInNamespace('debian13', node, args)));
    parts.push(...(await runWindow(node, args)));
    // Last: it searches what the others have left behind.
    if (wholeRun) {
      const env = privateEnvironment(temporary, 'leftovers-search');
      const report = join(temporary, 'leftovers.json');
      parts.push(...(await runSuites({ suites: ['leftovers'], args, before: [node], report, env })));
    }
  }
  clean();
  return summarize(parts) ? 0 : 1;
}

/** The command line compiles itself when its sources are newer; done once here, tests do not race for it. */
async function buildOnce() {
  if (!existsSync(launcher)) return undefined;
  const env = privateEnvironment(temporary, 'build');
  const { code, output } = await run(process.execPath, [launcher, '--version'], { env });
  if (code === 0) return undefined;
  console.error(output);
  return `${launcher} --version ended with ${code}`;
}

async function runChecks(node) {
  const part = emptyPart('checks');
  const started = performance.now();
  for (const { name, task } of checks(node, privateEnvironment(temporary, 'checks'))) {
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

/** A part that misses something: told to a person, a failure in CI, but for what was said to be had nowhere near. */
function notRunPart(name, notRun) {
  const excused = notRun === process.env.PORTCULLIS_NO_DEBIAN13;
  return { ...emptyPart(name), notRun, ...(inCi && !excused && { failed: 1, failures: [notRun] }) };
}

/** The whole app, driven as a person would: what needs no server of its own first, then what needs a real gate. */
async function runWindow(node, args) {
  const suites = ['e2e', 'e2e-bed'].filter((suite) => hasTests(suite, args));
  if (suites.length === 0) return [];
  const missing = missingWindow();
  if (missing !== undefined) return suites.map((suite) => notRunPart(suite, missing));
  const problem = await buildWindow(node);
  if (problem !== undefined) return [{ ...emptyPart('window build'), failed: 1, failures: [problem] }];
  const parts = [];
  if (suites.includes('e2e')) {
    const env = privateEnvironment(temporary, 'e2e');
    parts.push(
      ...(await runSuites({ suites: ['e2e'], args, before: [node], report: join(temporary, 'e2e.json'), env })),
    );
  }
  if (suites.includes('e2e-bed')) parts.push(...(await runInNamespace('e2e-bed', node, args)));
  return parts;
}

/** @returns {Promise<string | undefined>} what is wrong */
async function buildWindow(node) {
  const env = privateEnvironment(temporary, 'window-build');
  const { code, output } = await run(node, [join('electron', 'build-window.mjs')], { env });
  if (code === 0) return undefined;
  console.error(output);
  return 'electron/build-window.mjs failed, see above';
}

async function runInNamespace(suite, node, args) {
  const notRun = suite === 'debian13' ? missingDebian13() : missingComponents();
  if (notRun !== undefined) return [notRunPart(suite, notRun)];
  return await runSuites({
    suites: [suite],
    args,
    before: ['unshare', ...privateNamespace, ...asFirstProcess, node],
    report: join(temporary, `${suite}.json`),
    env: namespaceEnvironment(suite),
    endWith: 'SIGKILL',
  });
}

/** The measurements, by their names on the command line, or all of them. */
async function bench(names) {
  const node = testNode();
  const all = {
    gate: { file: 'gate.ts', needs: missingComponents, inNamespace: true },
    prompt: { file: 'prompt.ts', needs: missingComponents, inNamespace: true },
    lines: { file: 'bad-lines.ts', needs: missingComponents, inNamespace: true },
    terminal: { file: join('terminal', 'run.ts'), needs: missingChromium },
    window: { file: 'window.ts', needs: () => missingWindow() ?? missingComponents(), inNamespace: true, window: true },
  };
  const chosen = Object.entries(all).filter(([name]) => names.length === 0 || names.includes(name));
  let worst = chosen.length === 0 ? 1 : 0;
  for (const [name, { file, needs, inNamespace, window }] of chosen) {
    const problem = needs() ?? (await buildOnce()) ?? (window ? await buildWindow(node) : undefined);
    if (problem !== undefined) {
      console.error(`The measurement of the ${name} could not run: ${problem}`);
      worst = 1;
      continue;
    }
    console.log(`\n## ${name}\n`);
    const code = await runBench(node, join('test', 'bench', file), inNamespace === true);
    worst = Math.max(worst, code);
  }
  clean();
  return worst;
}

async function takePictures() {
  const node = testNode();
  const problem = missingWindow() ?? (await buildOnce()) ?? (await buildWindow(node));
  if (problem !== undefined) {
    clean();
    console.error(`No pictures could be taken: ${problem}`);
    return 1;
  }
  const env = privateEnvironment(temporary, 'pictures');
  const { code } = await run(node, [join('test', 'pictures', 'take-pictures.ts')], { env, show: true });
  clean();
  return code;
}

async function runBench(node, file, inNamespace) {
  if (!inNamespace) {
    return (await run(node, [file], { env: privateEnvironment(temporary, 'bench'), show: true })).code;
  }
  const command = [...privateNamespace, ...asFirstProcess, node, file];
  const env = namespaceEnvironment('bench');
  return (await run('unshare', command, { env, show: true, endWith: 'SIGKILL' })).code;
}

function namespaceEnvironment(name) {
  return { ...privateEnvironment(temporary, name, systemPath), PORTCULLIS_NAMESPACE: '1' };
}
