import { createPrivateKey, type KeyObject } from 'node:crypto';
import ssh2, { type ParsedKey } from 'ssh2';
import { opensshEd25519Key, opensshKeyHead, opensshKeyText } from './openssh-private-key.ts';

/** Why a text is no private key that can be used, in words that go behind 'The key file … '; and what to do. */
export interface KeyRefusal {
  readonly kind: 'refused';
  readonly why: string;
  readonly remedy: string;
}

/** A private key that was recognised. */
export interface LockedKey {
  readonly kind: 'key';
  readonly encrypted: boolean;
  /** As it goes over the line, where the file tells it in clear; undefined where the key must be unlocked first. */
  readonly publicKey?: Buffer | undefined;
  /** Reads the key; a passphrase is only looked at where the key is encrypted. Takes up to seconds, with bcrypt's rounds. */
  unlock(passphrase: string | undefined): ParsedKey | KeyRefusal | 'wrong-passphrase';
}

const rewrite = 'Write it anew with ssh-keygen -p -f and the file, or make a new key with ssh-keygen -t ed25519.';
const makeNew = 'Make a new key with ssh-keygen -t ed25519.';
const convertPpk = 'Export it with PuTTYgen (Conversions, Export OpenSSH key) and choose the exported file.';
const choosePrivate = 'Choose the private key, usually the file of the same name without .pub.';
const useAnother = 'Use an ED25519, ECDSA or RSA key.';
/** Each round takes some 25 ms, in which nothing else happens; ssh-keygen's default is 16 to 24. */
const maximumRounds = 400;
const readableCiphers = /^(?:aes(?:128|192|256)-(?:cbc|ctr)|aes(?:128|256)-gcm@openssh\.com)$/;

function refused(why: string, remedy: string): KeyRefusal {
  return { kind: 'refused', why, remedy };
}

/**
 * Recognises a private key: OpenSSH's own format, PEM (PKCS#1 for RSA, SEC1 for EC, PKCS#8 for both and Ed25519), each
 * plain or encrypted, and PuTTY's version 2 for RSA. No reason quotes the text.
 * @param text a key file's content
 */
export function recognisePrivateKey(text: string): LockedKey | KeyRefusal {
  const label = /-----BEGIN ((?:[A-Z0-9]+ ){0,3})PRIVATE KEY-----/.exec(text)?.[1];
  if (label === undefined) return recogniseOther(text.replace(/^\ufeff/, '').trimStart());
  const begin = `-----BEGIN ${label}PRIVATE KEY-----`;
  const end = `-----END ${label}PRIVATE KEY-----`;
  const from = text.indexOf(begin);
  const to = text.indexOf(end, from);
  if (to < 0) return refused('ends in the middle of the key', 'Copy the whole file anew.');
  const body = text.slice(from + begin.length, to);
  if (label === 'OPENSSH ') return recogniseOpenssh(Buffer.from(body, 'base64'));
  if (label === 'DSA ') return refused('holds a DSA key, which servers no longer accept', makeNew);
  return recognisePem(`${begin}${body}${end}\n`, label);
}

function recogniseOpenssh(data: Buffer): LockedKey | KeyRefusal {
  const head = opensshKeyHead(data);
  if (head === undefined) return refused('is damaged', 'Copy the whole file anew.');
  const { keyType, publicKey, cipher, kdf, rounds } = head;
  if (keyType.startsWith('sk-')) {
    return refused('belongs to a security key (FIDO), which Portcullis cannot ask', useAnother);
  }
  if (keyType === 'ssh-dss') return refused('holds a DSA key, which servers no longer accept', makeNew);
  if (!/^(?:ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521))$/.test(keyType)) {
    return refused('holds a kind of key that Portcullis does not know', useAnother);
  }
  const encrypted = cipher !== 'none';
  if (encrypted && !readableCiphers.test(cipher)) {
    return refused('is encrypted with a cipher that Portcullis does not know (only aes)', rewrite);
  }
  if (encrypted && (kdf !== 'bcrypt' || rounds > maximumRounds)) {
    return refused(`is encrypted with more than ${maximumRounds} rounds of bcrypt, or in another way`, rewrite);
  }
  const unlock: LockedKey['unlock'] = (passphrase) => readWithSsh2(opensshKeyText(data), encrypted, passphrase);
  return { kind: 'key', encrypted, publicKey, unlock };
}

function recognisePem(pem: string, label: string): LockedKey {
  const encrypted = label === 'ENCRYPTED ' || /^Proc-Type: *4, *ENCRYPTED/m.test(pem);
  const unlock: LockedKey['unlock'] = (passphrase) => {
    let key: KeyObject;
    try {
      // Without a passphrase Node must not be handed an empty one: it would try it.
      key = createPrivateKey({ key: pem, format: 'pem', ...(encrypted ? { passphrase: passphrase ?? '' } : {}) });
    } catch (thrown) {
      if (!encrypted) return refused('is damaged, or not a key', 'Copy the whole file anew.');
      const isCipherMissing = (thrown as NodeJS.ErrnoException).code === 'ERR_OSSL_EVP_UNSUPPORTED';
      return isCipherMissing
        ? refused('is encrypted with a cipher that is no longer in use', rewrite)
        : 'wrong-passphrase';
    }
    const text = forSsh2(key);
    return text === undefined
      ? refused('holds a kind of key that Portcullis does not know', useAnother)
      : readWithSsh2(text, false, undefined);
  };
  return { kind: 'key', encrypted, unlock };
}

/** ssh2 does not read PKCS#8, and takes some wrong passphrases of older formats for a damaged key. */
function forSsh2(key: KeyObject): string | undefined {
  const type = key.asymmetricKeyType;
  if (type === 'rsa') return key.export({ type: 'pkcs1', format: 'pem' }).toString();
  if (type === 'ec') return key.export({ type: 'sec1', format: 'pem' }).toString();
  if (type !== 'ed25519') return undefined;
  const { d, x } = key.export({ format: 'jwk' });
  if (d === undefined || x === undefined) return undefined;
  return opensshEd25519Key({ seed: Buffer.from(d, 'base64url'), publicKey: Buffer.from(x, 'base64url') });
}

function recogniseOther(text: string): LockedKey | KeyRefusal {
  const ppk = /^PuTTY-User-Key-File-(\d+): ?([\w@.-]+)\r?\nEncryption: ?([\w-]+)/.exec(text);
  if (ppk !== null) {
    const [, version = '', keyType = '', cipher = ''] = ppk;
    if (version !== '2' || keyType !== 'ssh-rsa') {
      return refused('is in a PuTTY format that Portcullis does not read', convertPpk);
    }
    const encrypted = cipher !== 'none';
    return { kind: 'key', encrypted, unlock: (passphrase) => readWithSsh2(text, encrypted, passphrase) };
  }
  const isPublic =
    /^(?:ssh-|ecdsa-|sk-)[\w@.-]+[ \t]+AAAA/.test(text) ||
    /^---- BEGIN SSH2 PUBLIC KEY|^-----BEGIN (?:RSA )?PUBLIC KEY/.test(text);
  if (/^[\w-]+-cert-v0\d@openssh\.com[ \t]/.test(text)) {
    return refused('holds a certificate, which Portcullis cannot use yet', choosePrivate);
  }
  if (isPublic) return refused('holds a public key, not the private one', choosePrivate);
  return refused('is not a private key', 'Choose a private key, such as ~/.ssh/id_ed25519.');
}

/** The errors of ssh2 are not passed on: some quote what they read. */
function readWithSsh2(
  text: string,
  encrypted: boolean,
  passphrase: string | undefined,
): ParsedKey | KeyRefusal | 'wrong-passphrase' {
  let key: ParsedKey | Error | undefined;
  try {
    key = ssh2.utils.parseKey(text, encrypted ? (passphrase ?? '') : undefined);
  } catch {
    key = undefined;
  }
  if (key !== undefined && !(key instanceof Error) && key.isPrivateKey()) return key;
  return encrypted ? 'wrong-passphrase' : refused('is damaged, or of a kind that Portcullis does not know', useAnother);
}
