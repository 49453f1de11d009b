import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FuseState, FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';
import { describe, expect, test } from 'vitest';
import { makeStandinZip } from '../../standin/make-zip.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { endWithTest, needsChromium, startMs, writeTrialApp } from './trial-app.ts';

const modules = fileURLToPath(new URL('../../../node_modules', import.meta.url));
const version = readFileSync(new URL('../../standin/version', import.meta.url), 'utf8');
const forge = join(modules, '@electron-forge', 'cli', 'dist', 'electron-forge.js');

describe.runIf(process.platform === 'linux')('the archive in the place of Electron', () => {
  needsChromium();

  test('is one that Electron Forge packages an app with, whose fuses can be set, and that starts', async () => {
    const zips = temporaryFolder();
    expect(existsSync(makeStandinZip(zips))).toBe(true);
    const { folder, environment, notesFile, words } = writeTrialApp();
    symlinkSync(modules, join(folder, 'node_modules'));
    writeFileSync(join(folder, 'package.json'), JSON.stringify(packageWith(zips)));
    execFileSync(process.execPath, [forge, 'package'], { cwd: folder, env: environment, stdio: 'pipe' });
    const program = join(folder, 'out', `Trial-linux-${process.arch}`, 'Trial');

    await flipFuses(program, { version: FuseVersion.V1, [FuseV1Options.OnlyLoadAppFromAsar]: true });
    const wire = await getCurrentFuseWire(program);
    expect(wire).toMatchObject({
      [FuseV1Options.OnlyLoadAppFromAsar]: FuseState.ENABLE,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: FuseState.ENABLE,
    });

    const [userData = ''] = words;
    const started = spawn(program, [userData], { env: environment, stdio: 'ignore' });
    endWithTest(started);
    await expect.poll(() => readFileSync(notesFile, 'utf8'), { timeout: startMs }).toContain('loaded');
    started.kill('SIGTERM');
    expect(await once(started, 'exit')).toEqual([0, null]);
  });
});

test('the stand-in takes the place of the same Electron that the project is built with', () => {
  const project = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
  expect(version).toBe(project.devDependencies.electron);
});

function packageWith(electronZipDir: string) {
  return {
    name: 'trial',
    productName: 'Trial',
    version: '1.2.3',
    main: 'main.cjs',
    devDependencies: { electron: version },
    config: {
      forge: {
        packagerConfig: { asar: true, electronZipDir, ignore: ['node_modules'] },
        rebuildConfig: { onlyModules: [] },
      },
    },
  };
}
