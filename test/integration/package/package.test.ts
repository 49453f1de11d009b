import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { extractFile, listPackage } from '@electron/asar';
import { FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';
import { expect, test } from 'vitest';
import { findChromium } from '../../standin/devtools/find-chromium.ts';
import { makeStandinZip } from '../../standin/make-zip.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../../', import.meta.url));
const forge = join(root, 'node_modules', '@electron-forge', 'cli', 'dist', 'electron-forge.js');
/** Three bundles, an archive, and a browser that starts. */
const slowMs = 120_000;

/** Forge writes beside its sources: it gets a copy of them, and the checkout's packages. */
function copyOfProject(): string {
  const copy = join(temporaryFolder(), 'portcullis');
  mkdirSync(copy);
  for (const part of ['package.json', 'forge.config.ts', 'tsconfig.json', 'electron', 'renderer', 'assets']) {
    cpSync(join(root, part), join(copy, part), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

const environment = () => ({
  ...process.env,
  PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
  PORTCULLIS_STANDIN_NODE: process.execPath,
  PORTCULLIS_STANDIN_HEADLESS: '1',
  CI: 'true',
});

test.skipIf(process.platform !== 'linux')(
  'the package holds what the app needs and nothing else, its fuses are set, and it does the main job',
  async () => {
    const project = copyOfProject();
    const zips = join(dirname(project), 'zips');
    makeStandinZip(zips);
    await run(process.execPath, [forge, 'package'], {
      cwd: project,
      env: { ...environment(), ELECTRON_ZIP_DIR: zips },
    });
    const packaged = join(project, 'out', `Portcullis-linux-${process.arch}`);
    const archive = join(packaged, 'resources', 'app.asar');

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
    const loose = ['app', 'app.asar.unpacked'].filter((name) => existsSync(join(packaged, 'resources', name)));
    expect(loose).toEqual([]);

    const on = '1'.charCodeAt(0);
    const wire = await getCurrentFuseWire(join(packaged, 'portcullis'));
    const isOn = (fuse: FuseV1Options) => wire[fuse] === on;
    expect(wire.version).toBe(FuseVersion.V1);
    expect(
      [
        FuseV1Options.EnableCookieEncryption,
        FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
        FuseV1Options.OnlyLoadAppFromAsar,
      ].every(isOn),
    ).toBe(true);
    expect(
      [
        FuseV1Options.RunAsNode,
        FuseV1Options.EnableNodeOptionsEnvironmentVariable,
        FuseV1Options.EnableNodeCliInspectArguments,
        FuseV1Options.GrantFileProtocolExtraPrivileges,
      ].some(isOn),
    ).toBe(false);

    if (findChromium() === undefined) return;
    const { stdout } = await run(join(packaged, 'portcullis'), ['--smoke'], { env: environment(), timeout: 45_000 });
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.replace(/ \(\d+ ms\)$/, '')),
    ).toEqual([
      `ok Portcullis ${JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version} has started`,
      'ok the practice gate is open, and a session is live',
      'ok a command ran',
      'ok the session ended, and the gate is shut',
      'ok the window asked for its snapshot',
    ]);
  },
  slowMs,
);
