import ssh2 from 'ssh2';
import { sshString } from '../ssh-string.ts';

/** ssh2 throws for an algorithm that its crypto library lacks; whether it has this one shows in whether it reads a key. */
export function readsEd25519(): boolean {
  const key = Buffer.concat([sshString('ssh-ed25519'), sshString(Buffer.alloc(32))]);
  return !(ssh2.utils.parseKey(`ssh-ed25519 ${key.toString('base64')}`) instanceof Error);
}
