import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { createPerson, type Person, type Running, startPortcullis } from '../support/command-line.ts';
import { type Bed, startBed } from './bed/bed.ts';
import { doorPair } from './bed/doors.ts';
import { startDropbear } from './bed/dropbear.ts';
import type { SshdOptions } from './bed/sshd.ts';
import { drawSecretSequence, gateProfile, watched } from './gate-profile.ts';
import { startJumpBed } from './jump-bed.ts';

const megabyte = 1024 * 1024;
const afterEachMegabyte = { settings: ['RekeyLimit 1M'] };
const isWhole = process.env['PORTCULLIS_WHOLE'] !== undefined;
/** What shows a mistake in most exchanges, and what makes servers exchange keys of their own accord. */
const much = (isWhole ? 50 : 16) * megabyte;
const gigabyte = (isWhole ? 1400 : 16) * megabyte;

/**
 * Sends bytes through `connect --run sha256sum`, so many, or for so long.
 * @returns the checksum there and here
 */
async function upload(person: Person, path: string, isEnough: (bytes: number) => boolean) {
  const running = startPortcullis(person, ['connect', path, '--accept-new', '--run', 'sha256sum'], { input: 'open' });
  const hash = createHash('sha256');
  const block = randomBytes(megabyte);
  for (let sent = 0; !isEnough(sent) && isRunning(running); sent += megabyte) {
    hash.update(block);
    if (!running.child.stdin?.write(block))
      await Promise.race([running.done, once(running.child.stdin as Writable, 'drain')]);
  }
  running.child.stdin?.end();
  const { status, stdout, stderr } = await running.done;
  return { status, stderr, there: stdout.slice(0, 64), here: hash.digest('hex') };
}

function isRunning({ child }: Running): boolean {
  return child.exitCode === null && child.signalCode === null;
}

const bytes = (count: number) => (sent: number) => sent >= count;

async function expectWhole(sent: ReturnType<typeof upload>): Promise<void> {
  const { status, stderr, there, here } = await sent;
  expect(there, stderr).toBe(here);
  expect(status).toBe(0);
}

describe('an upload is whole', () => {
  let bed: Bed;
  let person: Person;
  let profile: string;
  const start = async (sshd: SshdOptions = {}) => {
    const [open, close] = [drawSecretSequence(), drawSecretSequence()];
    bed = watched(await startBed({ doors: doorPair(open, close), sshd }));
    person = createPerson();
    profile = gateProfile(person, bed, { open, close });
  };
  afterEach(() => bed.stop());

  it('at a sshd that exchanges keys after each megabyte', async () => {
    await start(afterEachMegabyte);
    await expectWhole(upload(person, profile, bytes(much)));
    expect(await bed.rules()).toEqual([]);
  });

  it('at a sshd that exchanges keys each two seconds', async () => {
    await start({ settings: ['RekeyLimit default 2s'] });
    const until = performance.now() + 5500;
    await expectWhole(upload(person, profile, () => performance.now() > until));
  });

  it('at a sshd that has chacha20 alone, which exchanges keys after a gigabyte', async () => {
    await start({ settings: ['Ciphers chacha20-poly1305@openssh.com'] });
    await expectWhole(upload(person, profile, bytes(gigabyte)));
  }, 300_000);

  it('at dropbear, which exchanges keys after a gigabyte', async () => {
    await start();
    await bed.sshd.stop();
    await startDropbear(bed.folder);
    await expectWhole(upload(person, profile, bytes(gigabyte)));
  }, 300_000);
});

describe('an upload by way of a jump host is whole', () => {
  it('where both exchange keys after each megabyte', async () => {
    const { person, path, rules } = await startJumpBed({ hop: afterEachMegabyte, inner: afterEachMegabyte });
    await expectWhole(upload(person, path, bytes(much)));
    expect(await rules()).toEqual([]);
  });
});
