import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Failure } from '../../shared/failure.ts';
import { removeFile, unusable } from '../files.ts';
import type { Vault } from '../ports.ts';

const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

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
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce);
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return `k1.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    async unseal(sealed) {
      const { sealing } = await ready();
      const bytes = Buffer.from(sealed.replace(/^k1\./, ''), 'base64url');
      try {
        const nonce = bytes.subarray(0, nonceBytes);
        const tag = bytes.subarray(nonceBytes, nonceBytes + tagBytes);
        const decipher = createDecipheriv('aes-256-gcm', sealing, nonce, { authTagLength: tagBytes });
        decipher.setAuthTag(tag);
        return decipher.update(bytes.subarray(nonceBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8');
      } catch {
        throw new Failure('secrets-unusable', 'A kept sequence cannot be read: it was sealed with another key.', {
          remedy: `If ${path} was replaced, put the old one back.`,
        });
      }
    },
    async mark(text) {
      const { marking } = await ready();
      return createHmac('sha256', marking).update(text).digest('hex').slice(0, 32);
    },
  };
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
  try {
    const key = await readFile(path);
    if (key.length !== keyBytes) throw damaged(path);
    return key;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw thrown;
  }
}

function damaged(path: string): Failure {
  return new Failure('secrets-unusable', `${path} is not a key of Portcullis: it has another length.`, {
    remedy: 'Move the file away; a new key is drawn, and gates noted under the old one have to be shut by hand.',
  });
}
