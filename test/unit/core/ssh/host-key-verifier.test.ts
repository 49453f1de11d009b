import { describe, expect, test } from 'vitest';
import { createHostKeyVerifier } from '../../../../electron/core/ssh/host-key-verifier.ts';
import { parseKnownHosts } from '../../../../electron/core/ssh/known-hosts.ts';
import { sshString } from '../../../../electron/core/ssh/ssh-string.ts';

const keyOf = (fill: number) => Buffer.concat([sshString('ssh-ed25519'), sshString(Buffer.alloc(32, fill))]);
const [own, other] = [keyOf(1), keyOf(2)];

/** A verifier for `web`, which the known_hosts lines are about. */
function verifierWith({ known = [] as readonly Buffer[], accepts = true } = {}) {
  const remembered: Buffer[] = [];
  const asked: string[] = [];
  const text = known.map((key) => `web ssh-ed25519 ${key.toString('base64')}`).join('\n');
  const verifier = createHostKeyVerifier({
    host: 'web',
    port: 22,
    address: '192.0.2.1',
    entries: parseKnownHosts(text).entries,
    hostKeys: {
      path: 'known_hosts',
      entries: () => Promise.resolve([]),
      read: () => Promise.resolve({ entries: [], refused: [], warnings: [] }),
      remember: (_host, _port, key) => {
        remembered.push(key);
        return Promise.resolve();
      },
    },
    questions: {
      secret: () => Promise.resolve(undefined),
      acceptHostKey: ({ fingerprint }) => {
        asked.push(fingerprint);
        return Promise.resolve(accepts);
      },
    },
  });
  /** What the verifier says at once; undefined where it takes its time. */
  const atOnce = (key: Buffer) => {
    let said: boolean | undefined;
    verifier.verify(key, (isGood) => {
      said = isGood;
    });
    return said;
  };
  const inTime = (key: Buffer) => new Promise<boolean>((resolve) => verifier.verify(key, resolve));
  return { verifier, remembered, asked, atOnce, inTime };
}

describe('the key of a connection', () => {
  test('that is known is answered at once, each time it is asked about', () => {
    const { atOnce } = verifierWith({ known: [own] });
    expect([atOnce(own), atOnce(own)]).toEqual([true, true]);
  });

  test('that the person has accepted is answered at once from then on, and asked about no more', async () => {
    const { atOnce, inTime, asked } = verifierWith();
    expect(await inTime(own)).toBe(true);
    expect(atOnce(Buffer.from(own))).toBe(true);
    expect(asked).toHaveLength(1);
  });

  test('is the only one: another is refused at once, even one that the host is known under', async () => {
    const { verifier, atOnce } = verifierWith({ known: [own, other] });
    expect([atOnce(own), atOnce(other)]).toEqual([true, false]);
    expect(verifier.failure()?.code).toBe('host-key-changed');
    expect(verifier.failure()?.message).toMatch(/SHA256:.*SHA256:/);
    const unknown = verifierWith();
    await unknown.inTime(own);
    expect(unknown.atOnce(other)).toBe(false);
    expect(unknown.asked).toHaveLength(1);
  });

  test('is not taken for good while the person has not answered, nor after a refusal', async () => {
    const waiting = verifierWith();
    expect([waiting.atOnce(own), waiting.atOnce(own)]).toEqual([undefined, false]);
    const refusing = verifierWith({ accepts: false });
    expect(await refusing.inTime(own)).toBe(false);
    expect(refusing.atOnce(own)).toBe(false);
    expect(refusing.verifier.failure()?.code).toBe('host-key-unknown');
  });

  test('is kept only once it is proven, and only where it was accepted anew', async () => {
    const fresh = verifierWith();
    await fresh.inTime(own);
    expect(fresh.remembered).toEqual([]);
    await fresh.verifier.rememberProven();
    expect(fresh.remembered).toEqual([own]);
    const known = verifierWith({ known: [own] });
    known.atOnce(own);
    await known.verifier.rememberProven();
    expect(known.remembered).toEqual([]);
  });
});
