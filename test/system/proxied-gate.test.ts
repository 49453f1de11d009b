import { expect, it, onTestFinished } from 'vitest';
import { createPerson, portcullis } from '../support/command-line.ts';
import { startBed } from './bed/bed.ts';
import { startOnGate } from './bed/commands.ts';
import { doorPair } from './bed/doors.ts';
import { drawSecretSequence, gateProfile, watched } from './gate-profile.ts';

/** Takes every connection, and passes on what it can. */
const proxy = `require('net').createServer((socket) => {
  const behind = require('net').connect(22, '127.0.0.1');
  for (const [one, other] of [[socket, behind], [behind, socket]]) one.on('error', () => other.destroy());
  socket.pipe(behind).pipe(socket);
}).listen(2200, () => console.log('listening'))`;

/**
 * A gate behind a proxy at the SSH port: what the doors let through is the proxy's way to sshd.
 * @param blocked what becomes of that way while the gate is shut
 */
async function proxiedGate(blocked: 'REJECT --reject-with tcp-reset' | 'DROP') {
  const [open, close] = [drawSecretSequence(), drawSecretSequence()];
  const rule = (action: 'I' | 'D') => `iptables -${action} OUTPUT -o lo -p tcp --dport 22 -j ACCEPT`;
  const doors = doorPair(open, close).map((door) => ({
    ...door,
    commands: { ipv4: rule(door.action === 'open' ? 'I' : 'D'), ipv6: 'true' },
  }));
  const bed = watched(await startBed({ doors }));
  onTestFinished(() => bed.stop());
  const onIptables = (text: string) => bed.onGate('iptables', ...text.split(' '));
  await onIptables('-A OUTPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT');
  await onIptables(`-A OUTPUT -o lo -p tcp --dport 22 -j ${blocked}`);
  await onIptables(`-t nat -A PREROUTING -i ${bed.gate.device} -p tcp --dport 22 -j REDIRECT --to-ports 2200`);
  await onIptables('-A INPUT -p tcp --dport 2200 -j ACCEPT');
  await startOnGate(process.execPath, ['-e', proxy]).wrote(/listening/);
  const person = createPerson();
  const profile = gateProfile(person, bed, { open, close });
  const run = (...args: readonly string[]) => portcullis(person, [...args]);
  const connect = () => run('connect', profile, '--run', 'echo in', '--accept-new', '--json');
  const rules = async () =>
    (await bed.onGate('iptables', '-S', 'OUTPUT')).split('\n').filter((line) => line.endsWith('--dport 22 -j ACCEPT'));
  return { bed, person, profile, open, close, run, connect, rules };
}

it('a gate behind a proxy that hangs up is knocked, and shut', { timeout: 90_000 }, async () => {
  const { bed, connect, rules, run, profile } = await proxiedGate('REJECT --reject-with tcp-reset');
  const first = await connect();
  expect(first.stderr).toContain('"kind":"knocking-anyway"');
  expect([first.stdout, first.status], first.stderr).toEqual(['in\n', 0]);
  expect(await rules(), first.stderr).toEqual([]);
  // What it answers while it is shut is known by now.
  const second = await connect();
  expect([second.stdout, second.status], second.stderr).toEqual(['in\n', 0]);
  expect(second.stderr).not.toContain('knocking-anyway');
  expect(await rules(), second.stderr).toEqual([]);
  expect(bed.knockd.openings()).toEqual({ open: 2, close: 2 });
  const opened = await run('open', profile);
  expect(opened.stderr).toContain('held by your hand');
  expect(await rules()).toHaveLength(1);
  const closed = await run('close', profile);
  expect([closed.status, await rules()], closed.stderr).toEqual([0, []]);
});

it('check and open tell it from an open gate when they meet it first', { timeout: 90_000 }, async () => {
  const { rules, run, profile } = await proxiedGate('REJECT --reject-with tcp-reset');
  const checked = await run('check', profile);
  expect(checked.stderr).toContain('Is it shut? Yes, though something takes connections there');
  expect(checked.stderr).toContain('The gate works');
  expect(await rules(), checked.stderr).toEqual([]);
  const opened = await run('open', profile);
  expect(opened.stderr).toContain('held by your hand');
  expect(await rules(), opened.stderr).toHaveLength(1);
});

it('a gate behind a proxy that says nothing is knocked once that is clear', { timeout: 90_000 }, async () => {
  const { connect, rules } = await proxiedGate('DROP');
  const { status, stdout, stderr } = await connect();
  expect([stdout, status], stderr).toEqual(['in\n', 0]);
  expect(await rules(), stderr).toEqual([]);
});

it('where the knocks open nothing behind it, that is said', { timeout: 90_000 }, async () => {
  const { bed, person, close, rules } = await proxiedGate('REJECT --reject-with tcp-reset');
  const wrong = gateProfile(person, bed, { open: drawSecretSequence(), close });
  const { status, stderr } = await portcullis(person, ['connect', wrong, '--run', 'true', '--accept-new']);
  expect(status).toBe(255);
  expect(stderr).toContain('Seen: Port 22 of');
  expect(stderr).toContain('takes every connection, and no SSH server speaks, before the knocks and after');
  expect(stderr).toMatch(/[12]\. Something in front takes every connection to port 22/);
  expect(stderr).toContain('It was knocked at all the same, in vain');
  expect(await rules()).toEqual([]);
});
