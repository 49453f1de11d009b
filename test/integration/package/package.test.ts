import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { extractFile, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeStandinZip } from '../../standin/make-zip.ts';
import { needsChromium } from '../standin/trial-app.ts';

const run = promisify(execFile);
const checkout = fileURLToPath(new URL('../../../', import.meta.url));
const forge = join(checkout, 'node_modules', '@electron-forge', 'cli', 'dist', 'electron-forge.js');
/** Three bundles, an archive, and a browser that starts. */
const slowMs = 120_000;

const environment = () => ({
  ...process.env,
  PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
  PORTCULLIS_STANDIN_NODE: process.execPath,
  PORTCULLIS_STANDIN_HEADLESS: '1',
  CI: 'true',
});

/**
 * Packages the app with Forge, which writes beside its sources: it gets a copy of them, and the checkout's packages.
 * @returns the folder of the package
 */
async function packageInto(root: string): Promise<string> {
  const project = join(root, 'portcullis');
  mkdirSync(project);
  for (const part of ['package.json', 'forge.config.ts', 'tsconfig.json', 'electron', 'renderer', 'assets']) {
    cpSync(join(checkout, part), join(project, part), { recursive: true });
  }
  symlinkSync(join(checkout, 'node_modules'), join(project, 'node_modules'));
  const zips = join(root, 'zips');
  makeStandinZip(zips);
  await run(process.execPath, [forge, 'package'], {
    cwd: project,
    env: { ...environment(), ELECTRON_ZIP_DIR: zips },
  });
  return join(project, 'out', `Portcullis-linux-${process.arch}`);
}

describe.skipIf(process.platform !== 'linux')('the package', () => {
  let root = '';
  let packaged = '';

  beforeAll(async () => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'portcullis-')));
    packaged = await packageInto(root);
  }, slowMs);
  afterAll(() => rmSync(root, { recursive: true, force: true, maxRetries: 3 }));

  it('holds what the app needs, and nothing else', () => {
    const resources = join(packaged, 'resources');
    const archive = join(resources, 'app.asar');
    const paths = listPackage(archive, { isPack: false });
    const files = paths.filter((path) => !paths.some((other) => other.startsWith(`${path}/`)));
    const page = files.filter((path) => path.startsWith('/.vite/renderer/main_window/'));
    expect(files.filter((path) => !page.includes(path)).sort()).toEqual([
      '/.vite/build/main.cjs',
      '/.vite/build/preload.cjs',
      '/package.json',
    ]);
    const kinds = new Set(page.map((path) => /\.\w+$/.exec(path)?.[0]));
    expect([...kinds].sort()).toEqual(['.css', '.html', '.js', '.woff2']);
    expect(JSON.parse(extractFile(archive, 'package.json').toString())).toMatchObject({
      productName: 'Portcullis',
      main: '.vite/build/main.cjs',
    });
    expect(['app', 'app.asar.unpacked'].filter((name) => existsSync(join(resources, name)))).toEqual([]);
  });

  it('has its fuses set', async () => {
    const wire = await getCurrentFuseWire(join(packaged, 'portcullis'));
    expect(wire).toMatchObject({
      version: FuseVersion.V1,
      [FuseV1Options.EnableCookieEncryption]: FuseState.ENABLE,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: FuseState.ENABLE,
      [FuseV1Options.OnlyLoadAppFromAsar]: FuseState.ENABLE,
      [FuseV1Options.RunAsNode]: FuseState.DISABLE,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: FuseState.DISABLE,
      [FuseV1Options.EnableNodeCliInspectArguments]: FuseState.DISABLE,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: FuseState.DISABLE,
    });
  });

  describe('in a browser', () => {
    needsChromium();

    it('does the main job', { timeout: slowMs }, async () => {
      const { stdout } = await run(join(packaged, 'portcullis'), ['--smoke'], { env: environment(), timeout: 45_000 });
      const lines = stdout.trim().split('\n');
      expect(lines.map((line) => line.replace(/ \(\d+ ms\)$/, ''))).toEqual([
        `ok Portcullis ${JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')).version} has started`,
        'ok the practice gate is open, and a session is live',
        'ok a command ran',
        'ok the session ended, and the gate is shut',
        'ok the window asked for its snapshot',
      ]);
    });
  });
});
