import { crc32 } from 'node:zlib';

export interface ZipEntry {
  /** With slashes, from the archive's root. */
  readonly path: string;
  readonly content: Buffer;
  /** Unix permissions, like 0o755. */
  readonly mode: number;
}

/** Sizes and offsets are 32 bits wide, as in the archives of old: enough for what is made here. */
const localHeaderBytes = 30;
const centralHeaderBytes = 46;
const endBytes = 22;
/** Made on Unix by version 2.0: only then do permissions count. */
const madeBy = (3 << 8) | 20;
const needed = 20;
const regularFile = 0o100000;
/** 1 January 1980, the format's first day, so that the same content gives the same archive. */
const firstDay = 0x21;

/** Makes a zip archive without compression. (The format: PKWARE's APPNOTE.TXT, 4.3.) */
export function storeZip(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { path, content, mode } of entries) {
    const name = Buffer.from(path, 'utf8');
    const sum = crc32(content);

    const local = Buffer.alloc(localHeaderBytes);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(needed, 4);
    local.writeUInt16LE(firstDay, 12);
    local.writeUInt32LE(sum, 14);
    local.writeUInt32LE(content.length, 18);
    local.writeUInt32LE(content.length, 22);
    local.writeUInt16LE(name.length, 26);

    const central = Buffer.alloc(centralHeaderBytes);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(madeBy, 4);
    central.writeUInt16LE(needed, 6);
    central.writeUInt16LE(firstDay, 14);
    central.writeUInt32LE(sum, 16);
    central.writeUInt32LE(content.length, 20);
    central.writeUInt32LE(content.length, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE((regularFile | mode) * 0x10000, 38);
    central.writeUInt32LE(offset, 42);

    files.push(local, name, content);
    directory.push(central, name);
    offset += localHeaderBytes + name.length + content.length;
  }
  const directoryBytes = directory.reduce((sum, part) => sum + part.length, 0);
  const end = Buffer.alloc(endBytes);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directoryBytes, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...directory, end]);
}
