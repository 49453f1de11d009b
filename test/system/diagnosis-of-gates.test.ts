import dgram from 'node:dgram';
import { describe, expect, onTestFinished } from 'vitest';
import { createPerson } from '../support/command-line.ts';
import { sampledIt } from '../support/sampled-it.ts';
import { gateSite } from './bed/addresses.ts';
import { startBed } from './bed/bed.ts';
import { startOnGate } from './bed/commands.ts';
import { stepsOf } from './bed/ports.ts';
import { bedWith, expectDiagnosis } from './diagnosed.ts';
import { drawSecretSequence, gateProfile, knowGate, watched } from './gate-profile.ts';

const it = sampledIt('causes', 35);

/** A door of knockd whose command is the test's own. */
function doorThatRuns(sequence: string, command: string, command6 = command): string {
  const lines = [
    `Sequence = ${sequence}`,
    'TCPFlags = syn',
    `Start_Command = ${command}`,
    `Start_Command_6 = ${command6}`,
  ];
  return `[open]\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

const wrongPorts = () => ({ open: drawSecretSequence(), close: drawSecretSequence() });

describe('silence before and after', () => {
  it('when the sequence is another one', async () => {
    const { bed } = await bedWith();
    const { causes, seen } = await expectDiagnosis(bed, { knock: wrongPorts() }, 'silence', 'wrong-sequence');
    expect(causes[0]?.id).toBe('wrong-sequence');
    expect(seen).toContain('before the knocks');
  });

  it('when one UDP step is filtered on the way', async () => {
    const open = drawSecretSequence('tcp', 'udp', 'tcp');
    const { bed } = await bedWith({ doors: doorThatRuns(open, 'iptables -I INPUT -s %IP% -j ACCEPT') });
    await bed.path.lose(`udp dport ${stepsOf(open)[1]?.port}`);
    onTestFinished(() => bed.path.restore());
    const { causes } = await expectDiagnosis(bed, { knock: { open } }, 'silence', 'knocks-unheard');
    expect(causes[0]?.cause).toContain('no UDP');
  });

  it.each([
    ['another port', 'iptables -I INPUT -s %IP% -p tcp --dport 2222 -j ACCEPT'],
    ['a rule below one that drops', 'iptables -A INPUT -s %IP% -p tcp --dport 22 -j ACCEPT'],
  ])('when the command opens %s', async (what, command) => {
    const open = drawSecretSequence();
    const { bed } = await bedWith({ doors: doorThatRuns(open, command) });
    await bed.onGate('iptables', '-A', 'INPUT', '-p', 'tcp', '--dport', '22', '-j', 'DROP');
    const { causes } = await expectDiagnosis(bed, { knock: { open } }, 'silence', 'command-failed');
    expect(
      causes
        .slice(0, 3)
        .map(({ cause }) => cause)
        .join(),
    ).toContain(what);
    expect(bed.knockd.openings()).toEqual({ open: 1 });
  });

  it('when a port of the sequence is open, and the door names no TCP flags', async () => {
    const { bed, knock } = await bedWith({ firewall: 'none' }, { tcpFlags: '' });
    const { port } = stepsOf(knock.open)[1] ?? {};
    for (const rule of [`-p tcp --dport ${port} -j ACCEPT`, '-p tcp --dport 22 -j DROP'])
      await bed.onGate('iptables', '-A', 'INPUT', ...rule.split(' '));
    await startOnGate(process.execPath, [
      '-e',
      `require('net').createServer().listen(${port}, () => console.log('listening'))`,
    ]).wrote(/listening/);
    const { causes } = await expectDiagnosis(bed, { knock }, 'silence', 'wrong-sequence');
    expect(causes[0]?.cause).toContain('none while one of its ports is open');
    expect(bed.knockd.openings()).toEqual({});
  });

  it('when the server was changed since the gate last opened', async () => {
    const { bed, knock } = await bedWith({}, { commands: { ipv4: 'false', ipv6: 'false' } });
    const person = createPerson();
    await knowGate(person, gateProfile(person, bed, { recovers: false, ...knock }));
    const { causes } = await expectDiagnosis(bed, { knock, person }, 'silence', 'changed-there');
    expect(causes.map(({ id }) => id)).not.toContain('wrong-sequence');
  });

  it('when the daemon is down', async () => {
    const { bed, knock } = await bedWith();
    await bed.knockd.stop();
    await expectDiagnosis(bed, { knock }, 'silence', 'knocks-unheard');
  });

  it('when knocks are lost on the way', async () => {
    const { bed, knock } = await bedWith();
    await bed.path.lose(`tcp dport ${stepsOf(knock.open)[1]?.port}`);
    onTestFinished(() => bed.path.restore());
    await expectDiagnosis(bed, { knock }, 'silence', 'knocks-unheard');
  });

  it('when the rule is made for another address', async () => {
    const open = drawSecretSequence();
    const { bed } = await bedWith({ doors: doorThatRuns(open, 'iptables -I INPUT -s 10.198.1.77 -j ACCEPT') });
    await expectDiagnosis(bed, { knock: { open } }, 'silence', 'command-failed');
    expect(bed.knockd.openings()).not.toEqual({});
  });

  it('when the command fails', async () => {
    const open = drawSecretSequence();
    const { bed } = await bedWith({ doors: doorThatRuns(open, 'false') });
    await expectDiagnosis(bed, { knock: { open } }, 'silence', 'command-failed');
  });

  it('when the door wants other TCP flags', async () => {
    const { bed, knock } = await bedWith({}, { tcpFlags: 'fin' });
    const { causes } = await expectDiagnosis(bed, { knock }, 'silence', 'wrong-sequence');
    expect(causes[0]?.cause).toContain('other TCPFlags than syn');
  });

  it('when the protocols differ', async () => {
    const { bed, knock } = await bedWith();
    const udp = knock.open.replaceAll(/\d+/g, '$&:udp');
    await expectDiagnosis(bed, { knock: { ...knock, open: udp } }, 'silence', 'wrong-sequence');
  });

  it('when SSH, and what the gate opens, is another port', async () => {
    const { bed, knock } = await bedWith({ sshd: { ports: [2222] } }, { port: 2222 });
    await expectDiagnosis(bed, { knock }, 'silence', 'command-failed');
  });

  it('when the daemon forgets sooner than the profile knows', async () => {
    const { bed, knock } = await bedWith({}, { seqTimeoutS: 1 });
    const slow = { ...knock, delayMs: 700 };
    const { causes } = await expectDiagnosis(bed, { knock: slow }, 'silence', 'wrong-sequence');
    expect(causes[0]?.cause).toContain('less time for them than the 1.4 s that they take');
    expect(bed.knockd.log()).toContain('sequence timeout');
  });

  it('when the host is down', async () => {
    const { bed, knock } = await bedWith();
    await bed.path.cut();
    onTestFinished(() => bed.path.restore());
    await expectDiagnosis(bed, { knock }, 'silence', 'knocks-unheard');
  });

  it('when another packet uses up the one connection', async () => {
    const open = drawSecretSequence();
    const bed = watched(await startBed({ firewall: { kind: 'recent', sequence: open } }));
    onTestFinished(() => bed.stop());
    const chatter = dgram.createSocket('udp4');
    const talking = setInterval(() => chatter.send('', 9, bed.gate.ipv4), 3);
    onTestFinished(() => {
      clearInterval(talking);
      chatter.close();
    });
    await expectDiagnosis(bed, { knock: { open, gate: 'one-connection' } }, 'silence', 'used-up');
  });

  it('when the server opens for the other family only', async () => {
    const open = drawSecretSequence();
    const { bed } = await bedWith({ doors: doorThatRuns(open, 'iptables -I INPUT -s %IP% -j ACCEPT', 'false') });
    const more = { host: bed.names.both };
    await expectDiagnosis(bed, { knock: { open, family: 'ipv6' }, more }, 'silence', 'command-failed');
  });
});

describe('a firewall that refuses, before and after', () => {
  it.each([
    ['tcp-reset', 'wrong-sequence'],
    ['tcp-reset', 'knocks-unheard'],
    ['tcp-reset', 'command-failed'],
  ] as const)('with %s: %s', async (firewall, trueCause) => {
    const { bed, knock } = await bedWith({ firewall });
    if (trueCause === 'knocks-unheard') await bed.knockd.stop();
    if (trueCause === 'command-failed') await bed.sshd.stop();
    const known = trueCause === 'wrong-sequence' ? wrongPorts() : knock;
    await expectDiagnosis(bed, { knock: known }, 'refused', trueCause);
  });

  it('says that a host cannot be reached', async () => {
    const { bed } = await bedWith({ firewall: 'firewalld' });
    await expectDiagnosis(bed, { knock: wrongPorts() }, 'unreachable', 'wrong-sequence');
  });

  it('says that a net cannot be reached', async () => {
    const { bed, knock } = await bedWith();
    await bed.onGate('iptables', '-A', 'INPUT', '-j', 'REJECT', '--reject-with', 'icmp-net-prohibited');
    await bed.knockd.stop();
    await expectDiagnosis(bed, { knock }, 'unreachable', 'knocks-unheard');
  });
});

it('an address that is banned for the knocks falls silent', async () => {
  const { bed, knock } = await bedWith({ firewall: 'tcp-reset' });
  const first = String(stepsOf(knock.open)[0]?.port);
  const ban = ['-m', 'recent', '--name', 'banned'];
  await bed.onGate('iptables', '-I', 'INPUT', '-p', 'tcp', '--dport', first, ...ban, '--set', '-j', 'DROP');
  await bed.onGate('iptables', '-I', 'INPUT', ...ban, '--rcheck', '-j', 'DROP');
  await bed.knockd.stop();
  await expectDiagnosis(bed, { knock }, 'fell-silent', 'banned');
});

describe('a gate that opens, and nothing listens', () => {
  it.each([
    ['sshd-down', undefined],
    ['wrong-port', { ports: [2222] }],
    ['listens-elsewhere', 'ipv6'],
  ] as const)('%s', async (trueCause, settings) => {
    const { bed, knock } = await bedWith();
    if (settings === undefined) await bed.sshd.stop();
    else if (settings !== 'ipv6') await bed.sshd.restart(settings);
    else {
      await bed.sshd.stop();
      await bed.onGate(
        '/usr/sbin/sshd',
        '-f',
        `${bed.folder}/sshd_config-${gateSite.namespace}`,
        '-o',
        'AddressFamily=inet6',
      );
    }
    await expectDiagnosis(bed, { knock }, 'nothing-listens', trueCause);
  });
});

it('a sequence slower than the daemon surely waits', async () => {
  const { bed, knock } = await bedWith({}, { seqTimeoutS: 2 });
  const slow = { ...knock, delayMs: 1100, seqTimeoutS: 2 };
  const { causes } = await expectDiagnosis(bed, { knock: slow }, 'too-slow', 'too-slow');
  expect(causes[0]?.id).toBe('too-slow');
});

describe('the other family', () => {
  it('is open to everybody', async () => {
    const { bed } = await bedWith();
    await bed.onGate('iptables', '-P', 'INPUT', 'ACCEPT');
    const attempt = { knock: { ...wrongPorts(), family: 'ipv6' }, more: { host: bed.names.both } };
    await expectDiagnosis(bed, attempt, 'other-family', 'other-family-open', 4);
  });

  it('shows that the host lives, where this one does not open', async () => {
    const open = drawSecretSequence();
    const { bed } = await bedWith({ doors: doorThatRuns(open, 'iptables -I INPUT -s %IP% -j ACCEPT', 'false') });
    await bed.onGate('iptables', '-A', 'INPUT', '-p', 'tcp', '-j', 'REJECT', '--reject-with', 'tcp-reset');
    const attempt = { knock: { open, family: 'ipv6' }, more: { host: bed.names.both } };
    await expectDiagnosis(bed, attempt, 'other-family', 'wrong-family');
  });
});
