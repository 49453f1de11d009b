import type { PasswordAuthMethod } from 'ssh2';

/**
 * A password as ssh2's method. ssh2 keeps what it was given for as long as its connection lives, and takes bytes as well as text,
 * of which its types do not know: bytes can be overwritten. @returns also what to call once it has been sent
 */
export function passwordBytes(username: string, password: string): { method: PasswordAuthMethod; wipe(): void } {
  const bytes = Buffer.from(password);
  return {
    method: { type: 'password', username, password: bytes as unknown as string },
    wipe: () => void bytes.fill(0),
  };
}
