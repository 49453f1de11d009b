import { createHmac, hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Failure } from '../../shared/failure.ts';
import { readKeptFile, removeFile } from '../files/kept-file.ts';
import { unusable } from '../files/unusable.ts';
import type { Vault } from '../ports.ts';
import { keyBytes, sealWith, unsealWith } from './sealing.ts';

/**
 * A vault over a key file of mode 0600 that is drawn at its first use. It keeps what it seals from backups, logs and
 * glances into the data folder; it does not protect from someone who can read the key file too, which is everybody who
 * can act as this user. AES-256-GCM with a fresh nonce for each value.
 * @param path the key file
 */
export function createKeyFileVault(path: string): Vault {
  let keys: Promise<{ readonly sealing: Buffer; readonly marking: Buffer }> | undefined;
  const ready = () => {
    keys ??= readOrDrawKey(path).then((secret) => ({
      sealing: derive(secret, 'portcullis seal'),
      marking: derive(secret, 'portcullis mark'),
    }));
    return keys;
  };
  return {
    async seal(plain) {
      const { sealing } = await ready();
      return `k1.${sealWith(sealing, plain)}`;
    },
    async unseal(sealed) {
      if (sealed.startsWith('s1.')) throw sealedBySystem();
      const { sealing } = await ready();
      const plain = unsealWith(sealing, sealed.replace(/^k1\./, ''));
      if (plain !== undefined) return plain;
      throw new Failure('secrets-unusable', 'A kept secret cannot be read: it was sealed with another key.', {
        remedy: `If ${path} was replaced, put the old one back.`,
      });
    },
    async mark(text) {
      const { marking } = await ready();
      return createHmac('sha256', marking).update(text).digest('hex').slice(0, 32);
    },
  };
}

/** What the desktop app seals with the system's own encryption (`layered-vault.ts`) cannot be read with a key file. */
function sealedBySystem(): Failure {
  return new Failure('secrets-unusable', 'The desktop app noted this, and it alone can read it.', {
    remedy: 'Start the desktop app as the same user on this computer.',
  });
}

function derive(secret: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', purpose, keyBytes));
}

async function readOrDrawKey(path: string): Promise<Buffer> {
  try {
    const kept = await readKey(path);
    if (kept !== undefined) return kept;
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const draft = `${path}.${randomUUID()}.new`;
    await writeFile(draft, randomBytes(keyBytes), { mode: 0o600, flag: 'wx' });
    try {
      // A link fails where a file is: of two processes that start at once, both go on with the first one's key.
      await link(draft, path);
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown;
    } finally {
      await removeFile(draft);
    }
  } catch (thrown) {
    if (thrown instanceof Failure) throw thrown;
    throw unusable(thrown, path);
  }
  const drawn = await readKey(path);
  if (drawn === undefined) throw damaged(path);
  return drawn;
}

async function readKey(path: string): Promise<Buffer | undefined> {
  const file = await readKeptFile(path);
  if (file === undefined) return undefined;
  if (file.bytes.length !== keyBytes) throw damaged(path);
  return file.bytes;
}

function damaged(path: string): Failure {
  return new Failure('secrets-unusable', `${path} is not a key of Portcullis: it has another length.`, {
    remedy: 'Move the file away; a new key is drawn, and gates noted under the old one have to be shut by hand.',
  });
}
