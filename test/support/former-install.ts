import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

export const gateName = (digit: string) => `gates/${digit.repeat(32)}.json`;
/** A journal's entry as far as a move looks at it. */
export const gateText = (more: object = {}) => JSON.stringify({ version: 1, phase: 'open', holders: [], ...more });

/** What an earlier version has in its folder, one file of each kind. */
export const ownFiles: Readonly<Record<string, string>> = {
  'profiles.json': '{"version":1,"profiles":["kept"]}',
  'profiles.json.old': '{"version":1}',
  'profiles.damaged-20261122-203000.json': '{"profiles":[',
  'profiles.damaged-20261122-203000-2.json': '{"profiles',
  'settings.json': '{"version":1,"theme":"dark"}',
  'settings.newer-20261122-203000.json': '{"version":9}',
  'vault-key': 'a key of just thirty-two bytes..',
  'logins-bound': 'k1.a sealed note',
  'window-state.json': '{"isMaximised":true}',
  known_hosts: '192.0.2.1 ssh-ed25519 AAAA\n',
  [gateName('a')]: gateText(),
  [gateName('b')]: gateText({ phase: 'failed' }),
  [`${gateName('c')}.damaged-1700000000000`]: 'not JSON',
  [`lore/${'d'.repeat(32)}.json`]: '{"version":1,"paceMs":20}',
  [`one-time/${'e'.repeat(32)}.json`]: '{"version":1,"place":7}',
  'log/portcullis.log': 'quit: a line\n',
  'log/portcullis.log.old': 'an older line\n',
  'practice/practice-host-key': 'a key',
  'window/Local State': '{"os_crypt":{"encrypted_key":"RFBBUEk="}}',
};

/** The two that stay in the old place as well. */
export const keyNames: readonly string[] = ['vault-key', 'window/Local State'];

const squirrelFiles: Readonly<Record<string, string>> = {
  'Update.exe': 'MZ',
  'portcullis.exe': 'MZ',
  'app.ico': 'icon',
  '.dead': '',
  'packages/RELEASES': 'hash name size',
  'app-0.1.0/portcullis.exe': 'MZ',
  'app-0.1.0/profiles.json': 'not ours',
  'queue/192.0.2.1/000000000001-x': 'a ticket',
  'window/Cookies': "Chromium's",
  'profiles.json.tmp-17': 'a draft',
  'settings.txt': 'somebody else',
};

/** A person's %LOCALAPPDATA% with an installed app of an earlier version. */
export interface FormerInstall {
  readonly local: string;
  readonly environment: { readonly LOCALAPPDATA: string };
  readonly former: string;
  readonly folder: string;
}

export function createFormerInstall(files: Readonly<Record<string, string>> = ownFiles): FormerInstall {
  const local = temporaryFolder();
  const former = join(local, 'Portcullis');
  for (const [name, text] of Object.entries({ ...squirrelFiles, ...files })) writeIn(former, name, text);
  return { local, environment: { LOCALAPPDATA: local }, former, folder: join(local, 'Portcullis Data') };
}

export function writeIn(folder: string, name: string, text: string, mode = 0o600): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, name), text);
  chmodSync(join(folder, name), mode);
}

/** All regular files below a folder, by their names. */
export function filesIn(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {};
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(folder, name)).isFile())
      .sort()
      .map((name) => [name.replaceAll('\\', '/'), readFileSync(join(folder, name), 'utf8')]),
  );
}

/** What is in the old folder and none of ours, as it was at the beginning. */
export const strangers = squirrelFiles;

/** What the data folder has of ours, without the note of the move. */
export function ownIn(folder: string): Record<string, string> {
  const { 'moved.json': _, ...own } = filesIn(folder);
  return own;
}

/** The old folder's files without the two keys and without what was never ours. */
export function leftIn(former: string): string[] {
  return Object.keys(filesIn(former)).filter((name) => !keyNames.includes(name) && !(name in squirrelFiles));
}

/** As when this process, which had to work in the old folder, is over. */
export function endUse(former: string): void {
  for (const name of readdirSync(former)) if (name.startsWith('used-by-')) rmSync(join(former, name));
}
