import { expect, it, onTestFinished } from 'vitest';
import { createPerson, portcullis } from '../support/command-line.ts';
import { type Bed, startBed } from './bed/bed.ts';
import { startOnGate } from './bed/commands.ts';
import { doorPair } from './bed/doors.ts';
import { drawSecretSequence, gateProfile, knowGate, watched } from './gate-profile.ts';

/** A gate that somebody else has opened from our address, and behind it a server that does this with a `socket`. */
async function openGate(serve: string) {
  const [open, close] = [drawSecretSequence(), drawSecretSequence()];
  const bed = watched(await startBed({ doors: doorPair(open, close), sshd: { ports: [2222] } }));
  onTestFinished(() => bed.stop());
  const server = `let count = 0;
    const toSshd = (socket) => socket.pipe(require('net').connect(2222, '127.0.0.1')).on('error', () => undefined).pipe(socket);
    require('net').createServer((socket) => { socket.on('error', () => undefined); count += 1; ${serve} })
      .listen(22, () => console.log('listening'))`;
  await startOnGate(process.execPath, ['-e', server]).wrote(/listening/);
  await bed.onGate('iptables', '-I', 'INPUT', '-s', bed.client.ipv4, '-p', 'tcp', '--dport', '22', '-j', 'ACCEPT');
  const person = createPerson();
  const profile = gateProfile(person, bed, { open, close });
  const run = (...args: readonly string[]) => portcullis(person, [...args]);
  return { bed, person, profile, run };
}

it('a server that says why it lets nobody in is no gate that must be knocked', { timeout: 60_000 }, async () => {
  const { bed, profile, run } = await openGate(`socket.end('Exceeded MaxStartups\\r\\n')`);
  const { status, stderr } = await run('connect', profile, '--run', 'true', '--accept-new');
  expect(status).toBe(255);
  expect(stderr).toContain('lets nobody in just now');
  expect(bed.knockd.openings()).toEqual({});
  expect(await bed.rules()).toHaveLength(1);
});

/** The daemon says a moment later what it has heard. */
async function expectAsManyClosings(bed: Bed, atLeast: number, said: string): Promise<void> {
  const openings = () => bed.knockd.openings();
  const { open = 0 } = openings();
  expect(open, said).toBeGreaterThanOrEqual(atLeast);
  await expect.poll(() => openings()['close'], { message: said }).toBe(open);
}

it('behind a server that hangs up each opening is followed by its closing, and no rule is added', {
  timeout: 90_000,
}, async () => {
  const { bed, person, profile, run } = await openGate('socket.end()');
  await knowGate(person, profile);
  for (let connect = 1; connect <= 2; connect += 1) {
    const { status, stderr } = await run('connect', profile, '--run', 'true', '--accept-new');
    expect(status, stderr).toBe(255);
    await expectAsManyClosings(bed, connect, stderr);
    await expect.poll(() => bed.rules(), { message: stderr }).toHaveLength(1);
  }
  const opened = await run('open', profile);
  expect(opened.status, opened.stderr).toBe(255);
  await expectAsManyClosings(bed, 3, opened.stderr);
  expect(await bed.rules()).toHaveLength(1);
});

it('behind a server that hung up once nothing is closed more often than it was opened', {
  timeout: 60_000,
}, async () => {
  const { bed, profile, run } = await openGate('if (count === 1) socket.end(); else toSshd(socket);');
  const { stdout, stderr } = await run('connect', profile, '--run', 'echo in', '--accept-new');
  expect(stdout, stderr).toBe('in\n');
  expect(bed.knockd.openings(), stderr).toEqual({ open: 1, close: 1 });
  expect(await bed.rules()).toHaveLength(1);
});
