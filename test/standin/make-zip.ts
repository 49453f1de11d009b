// node test/standin/make-zip.ts FOLDER   writes a stand-in for Electron's own archive, for `electronZipDir` of Electron Forge
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { storeZip } from './store-zip.ts';

/** By this text @electron/fuses finds the fuses in a binary. */
const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const fuseVersion = 1;
/** The fuses as Electron ships them, on or off, in the order of its schema: none has an effect here. */
const fuses = '101100011';

/**
 * Makes the archive that Electron Forge would fetch, with a script in the place of the binary: it starts the stand-in of
 * this checkout on the app beside it.
 * @param folder where it goes; made when missing
 * @returns the archive's path
 * @throws Error elsewhere than on Linux, where an Electron is more than one file in a folder
 */
export function makeStandinZip(folder: string): string {
  if (process.platform !== 'linux') throw new Error('A stand-in for packaging can be made on Linux only.');
  const launcher = fileURLToPath(new URL('./electron', import.meta.url));
  const version = readFileSync(new URL('./version', import.meta.url), 'utf8').trim();
  const path = join(folder, `electron-v${version}-${process.platform}-${process.arch}.zip`);
  mkdirSync(folder, { recursive: true });
  const texts = {
    version,
    LICENSE: 'A stand-in.\n',
    'LICENSES.chromium.html': 'A stand-in.\n',
    'locales/en-US.pak': '',
  };
  const files = Object.entries(texts).map(([name, text]) => ({ path: name, content: Buffer.from(text), mode: 0o644 }));
  writeFileSync(path, storeZip([{ path: 'electron', content: executable(launcher), mode: 0o755 }, ...files]));
  return path;
}

/** A script with fuses behind its end, which the shell never reads. */
function executable(launcher: string): Buffer {
  const quoted = `'${launcher.replaceAll("'", `'\\''`)}'`;
  const script = `#!/bin/sh\nPORTCULLIS_STANDIN_PACKAGED=$(readlink -f "$0") exec ${quoted} "$@"\nexit\n`;
  return Buffer.concat([
    Buffer.from(script + fuseSentinel),
    Buffer.from([fuseVersion, fuses.length]),
    Buffer.from(fuses),
  ]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) throw new Error('Name the folder that the archive goes to.');
  console.log(makeStandinZip(folder));
}
