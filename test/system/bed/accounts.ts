import { chmodSync, chownSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './commands.ts';
import { machineFolder, replaceSystemFile } from './system-files.ts';

/** What must never be written, logged, or shown; drawn anew for each run. */
export interface Secrets {
  /** The password of every user. */
  readonly password: string;
  /** Opens `keys.encrypted`. */
  readonly keyPassphrase: string;
  /** Opens `keys.pemEncrypted`. */
  readonly pemPassphrase: string;
  /** Base32, as an authenticator app gets it. */
  readonly totpSecret: string;
}

/** Users of the gate; each accepts exactly the way to log in that it is named for. */
export const users = {
  /** password, or keyboard-interactive with one prompt `Password: `; publickey too */
  password: 'by-password',
  /** publickey alone */
  key: 'by-key',
  /** keyboard-interactive: `Password: `, then `Verification code: ` */
  code: 'by-code',
  /** publickey, then keyboard-interactive with one prompt `Verification code: ` */
  keyAndCode: 'by-key-and-code',
} as const;

const keyFolder = join(machineFolder, 'keys');

/** Private key files, all of them authorized for every user; the public ones lie beside them with `.pub`. */
export const keys = {
  /** ed25519, OpenSSH's format, no passphrase */
  plain: join(keyFolder, 'plain'),
  /** ed25519, OpenSSH's format, `secrets.keyPassphrase` */
  encrypted: join(keyFolder, 'encrypted'),
  /** ECDSA P-256, PEM with `Proc-Type: 4,ENCRYPTED`, `secrets.pemPassphrase` */
  pemEncrypted: join(keyFolder, 'pem-encrypted'),
  /** RSA 2048, PEM (PKCS#1), no passphrase */
  pemRsa: join(keyFolder, 'pem-rsa'),
  /** ed25519, authorized for nobody */
  unknown: join(keyFolder, 'unknown'),
} as const;

const firstUid = 47_001;

/** Makes keys and users, the users by way of /etc files of our own: `useradd` cannot rename over a mount. */
export async function makeAccounts(secrets: Secrets): Promise<void> {
  mkdirSync(keyFolder, { mode: 0o700 });
  const hashing = run('perl', ['-e', 'print crypt(<STDIN>, "\\$6\\$rounds=1000\\$portcullis")'], {
    input: secrets.password,
  });
  const [hash] = await Promise.all([
    hashing,
    makeKey(keys.plain, '', 'ed25519'),
    makeKey(keys.unknown, '', 'ed25519'),
    makeKey(keys.encrypted, secrets.keyPassphrase, 'ed25519'),
    makeKey(keys.pemEncrypted, secrets.pemPassphrase, 'ecdsa', '-b', '256', '-m', 'PEM'),
    makeKey(keys.pemRsa, '', 'rsa', '-b', '2048', '-m', 'PEM'),
  ]);
  const authorized = readdirSync(keyFolder)
    .filter((name) => name.endsWith('.pub') && name !== 'unknown.pub')
    .map((name) => readFileSync(join(keyFolder, name), 'utf8'))
    .join('');
  const all = Object.values(users).map((name, at) => ({
    name,
    uid: firstUid + at,
    home: join(machineFolder, 'home', name),
  }));
  for (const { name, uid, home } of all) {
    const totp = name === users.code || name === users.keyAndCode ? secrets.totpSecret : undefined;
    makeHome(home, uid, authorized, totp);
  }
  const added = (path: string, line: (user: (typeof all)[number]) => string): string =>
    `${readFileSync(path, 'utf8').trimEnd()}\n${all.map(line).join('\n')}\n`;
  const passwd = added('/etc/passwd', ({ name, uid, home }) => `${name}:x:${uid}:${uid}::${home}:/bin/bash`);
  const shadow = added('/etc/shadow', ({ name }) => `${name}:${hash}:19000:0:99999:7:::`);
  await replaceSystemFile(
    '/etc/group',
    added('/etc/group', ({ name, uid }) => `${name}:x:${uid}:`),
    0o644,
  );
  await replaceSystemFile('/etc/passwd', passwd, 0o644);
  await replaceSystemFile('/etc/shadow', shadow, 0o600);
  await replaceSystemFile('/etc/pam.d/sshd', pamRules, 0o644);
}

// A wrong password is answered at once (nodelay), tests need not sit it out; sessions ask nothing of the system.
const pamRules = `auth [success=1 default=ignore] pam_succeed_if.so quiet user = ${users.keyAndCode}
auth required pam_unix.so nodelay
auth required pam_google_authenticator.so nullok
account required pam_unix.so
password required pam_deny.so
session required pam_permit.so
`;

/** The current one-time code of the users that have one. */
export async function currentCode({ totpSecret }: Secrets): Promise<string> {
  return (await run('oathtool', ['--totp', '--base32', '-'], { input: totpSecret })).trim();
}

async function makeKey(path: string, passphrase: string, type: string, ...more: readonly string[]): Promise<void> {
  await run('ssh-keygen', ['-q', '-t', type, ...more, '-N', passphrase, '-C', 'bed', '-f', path]);
}

function makeHome(home: string, uid: number, authorized: string, totpSecret: string | undefined): void {
  const ssh = join(home, '.ssh');
  mkdirSync(ssh, { recursive: true, mode: 0o755 });
  const files = [join(ssh, 'authorized_keys'), join(home, '.hushlogin')];
  writeFileSync(files[0] as string, authorized);
  writeFileSync(files[1] as string, '');
  if (totpSecret !== undefined) {
    // Without DISALLOW_REUSE and RATE_LIMIT one code serves several logins of a test.
    files.push(join(home, '.google_authenticator'));
    writeFileSync(files[2] as string, `${totpSecret}\n" WINDOW_SIZE 3\n" TOTP_AUTH\n`);
  }
  for (const file of files) chmodSync(file, 0o400);
  for (const owned of [...files, ssh, home]) chownSync(owned, uid, uid);
  for (const folder of [ssh, home]) chmodSync(folder, 0o700);
}
