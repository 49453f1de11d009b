import dgram from 'node:dgram';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished } from 'vitest';
import type { CauseId } from '../../electron/shared/diagnosis/causes.ts';
import type { Observed } from '../../electron/shared/diagnosis/diagnosis.ts';
import type { Running } from '../support/command-line.ts';
import { sampledIt } from '../support/sampled-it.ts';
import { type Bed, type BedOptions, startBed } from './bed/bed.ts';
import { run, runIn, startOnGate } from './bed/commands.ts';
import { type Door, doorPair } from './bed/doors.ts';
import type { Firewall } from './bed/firewalls.ts';
import { startLane } from './bed/lane.ts';
import { type NameRecords, startNameServer } from './bed/name-server.ts';
import { stepsOf } from './bed/ports.ts';
import { replaceSystemFile } from './bed/system-files.ts';
import { type Attempt, expectDiagnosis, expectVerdict, startAttempt } from './diagnosed.ts';
import { drawSecretSequence, watched } from './gate-profile.ts';

const it = sampledIt('causes', 35);

/** Waits for all, also where one fails: none may be under way when its bed is taken away. */
async function together(attempts: readonly Promise<unknown>[]): Promise<void> {
  await Promise.allSettled(attempts);
  await Promise.all(attempts);
}

/** What is wrong with a door, or with what is knocked at it, that would open otherwise. */
interface Fault {
  readonly door?: Partial<Door>;
  readonly knock?: (sequence: string) => Attempt['knock'];
  readonly more?: Attempt['more'];
}

const otherSequences = () => [drawSecretSequence(), drawSecretSequence()];

/** Every cause for which whole sequences are not taken notice of. */
const faults = {
  'wrong-sequence': { knock: () => ({ open: drawSecretSequence() }) },
  'wrong-protocol': { knock: (sequence) => ({ open: sequence.replaceAll(/\d+/g, '$&:udp') }) },
  'one-time-place': { knock: (sequence) => ({ oneTime: [sequence, ...otherSequences()], oneTimeNext: 2 }) },
  'daemon-down': {},
  'knocks-filtered': {},
  'other-address': {
    door: {
      commands: {
        ipv4: 'iptables -I INPUT -s 10.198.1.77 -j ACCEPT',
        ipv6: 'ip6tables -I INPUT -s fd00:198:1::77 -j ACCEPT',
      },
    },
  },
  'command-failed': { door: { commands: { ipv4: 'false', ipv6: 'false' } } },
  'tcp-flags': { door: { tcpFlags: 'syn,ack' } },
  'wrong-family': {
    door: { commands: { ipv4: 'false', ipv6: 'ip6tables -I INPUT -s %IP% -j ACCEPT' } },
    knock: (open) => ({ open, family: 'ipv4' }),
  },
  'wrong-port': { more: { port: 2022 } },
  'too-slow': { door: { seqTimeoutS: 1 }, knock: (open) => ({ open, delayMs: 700 }) },
} as const satisfies Readonly<Record<string, Fault>>;

type FaultId = keyof typeof faults;

/** What a client cannot tell apart is one cause. */
const causeOfFault: Readonly<Record<FaultId, CauseId>> = {
  'wrong-sequence': 'wrong-sequence',
  'wrong-protocol': 'wrong-sequence',
  'tcp-flags': 'wrong-sequence',
  'too-slow': 'wrong-sequence',
  'one-time-place': 'one-time-place',
  'daemon-down': 'knocks-unheard',
  'knocks-filtered': 'knocks-unheard',
  'other-address': 'command-failed',
  'command-failed': 'command-failed',
  'wrong-family': 'command-failed',
  'wrong-port': 'command-failed',
};

/** Those whose knocks are none of any door of the daemon there. */
const unheard: readonly FaultId[] = ['wrong-sequence', 'wrong-protocol', 'one-time-place', 'daemon-down'];

/** Starts an attempt; returns when it has knocked. */
async function startKnocking(bed: Bed, attempt: Attempt): Promise<Running> {
  const running = startAttempt(bed, attempt);
  await running.happened('dialled');
  return running;
}

/**
 * Gives the client another address of its own on the way to another address of the gate, for each of so many attempts:
 * knockd and the firewall take them for so many visitors, and they can knock at the same time.
 * @returns the gate's addresses
 */
async function makeWays(bed: Bed, count: number): Promise<readonly string[]> {
  const numbers = Array.from({ length: count }, (_, index) => index);
  const [own, gates] = [150, 100].map((first) => numbers.map((number) => `10.198.1.${first + number}`)) as [
    string[],
    string[],
  ];
  for (const address of gates) await bed.onGate('ip', 'addr', 'add', `${address}/32`, 'dev', bed.gate.device);
  const device = `dev ${bed.client.device}`;
  await run('ip', ['-batch', '-'], {
    input: numbers
      .flatMap((number) => [
        `addr add ${own[number]}/32 ${device}`,
        `route add ${gates[number]}/32 ${device} src ${own[number]}`,
      ])
      .join('\n'),
  });
  return gates;
}

/** Has the gate reject what its firewall does not know, instead of dropping it. `once`: only the first of each visitor. */
async function reject(bed: Bed, refusal: string, once = false): Promise<void> {
  const how = ['-p', 'tcp', '-j', 'REJECT', '--reject-with', refusal];
  const told = ['-m', 'recent', '--name', 'told'];
  if (once) await bed.onGate('iptables', '-A', 'INPUT', ...told, '--rcheck', '-j', 'DROP');
  await bed.onGate('iptables', '-A', 'INPUT', ...(once ? [...told, '--set'] : []), ...how);
}

interface Answering {
  readonly firewall: Firewall;
  readonly refusal?: string;
  readonly once?: boolean;
  /** What every attempt does besides. */
  readonly knock?: Attempt['knock'];
}

/** Two halves, each brought about with another firewall where a class has several: the causes do not hang on which. */
const oneHalf = ['wrong-sequence', 'wrong-protocol', 'daemon-down', 'other-address', 'too-slow'] as const;
const otherHalf = ['one-time-place', 'knocks-filtered', 'command-failed', 'tcp-flags', 'wrong-family'] as const;

describe('sequences that a gate takes no notice of', () => {
  it.each<readonly [Observed, string, readonly FaultId[], Answering]>([
    ['silence', 'a firewall that drops', ['one-time-place'], { firewall: 'drop' }],
    ['refused', 'resets', [...otherHalf, 'wrong-port'], { firewall: 'tcp-reset' }],
    ['refused', 'ports that are unreachable', oneHalf, { firewall: 'icmp' }],
    ['unreachable', 'firewalld', [...otherHalf, 'wrong-port'], { firewall: 'firewalld' }],
    ['unreachable', 'nets that are prohibited', oneHalf, { firewall: 'drop', refusal: 'icmp-net-prohibited' }],
    ['fell-silent', 'one reset', oneHalf, { firewall: 'drop', refusal: 'tcp-reset', once: true }],
    ['fell-silent', 'one prohibition', otherHalf, { firewall: 'drop', refusal: 'icmp-admin-prohibited', once: true }],
    [
      'too-slow',
      'a daemon that forgets at once',
      [...oneHalf, ...otherHalf].filter((cause) => cause !== 'too-slow'),
      { firewall: 'drop', knock: { seqTimeoutS: 1, delayMs: 300 } },
    ],
  ])('%s with %s: each cause of it', async (observed, _, causes, { firewall, refusal, once, knock }) => {
    const bed = watched(await startBed({ firewall, doors: [] }));
    onTestFinished(() => bed.stop());
    if (refusal !== undefined) await reject(bed, refusal, once);
    const [controlWay = '', ...ways] = await makeWays(bed, causes.length + 1);
    const control = drawSecretSequence();
    const tries = causes.map((cause, index) => ({
      cause,
      fault: faults[cause] as Fault,
      sequence: drawSecretSequence(),
      host: cause === 'wrong-family' ? bed.names.both : ways[index],
    }));
    await bed.knockd.restart([
      { name: 'control', sequence: control, action: 'open' },
      ...tries
        .filter(({ cause }) => cause !== 'daemon-down')
        .map(({ cause, fault, sequence }): Door => {
          const listed = cause === 'one-time-place' ? [sequence, ...otherSequences()] : sequence;
          return { name: cause, sequence: listed, action: 'open', ...fault.door };
        }),
    ]);
    for (const { cause, sequence } of tries) {
      if (cause === 'knocks-filtered') await bed.path.lose(`tcp dport ${stepsOf(sequence)[1]?.port}`);
      if (cause === 'daemon-down') await startElsewhere(bed, sequence);
    }
    // Whoever hides, or has surely forgotten, has a cause of its own that is commoner than all others.
    const within = observed === 'fell-silent' || observed === 'too-slow' ? 5 : 3;
    const attempts = tries.map(({ cause, fault, sequence, host }) => {
      const knocked = fault.knock?.(sequence) ?? { open: sequence };
      return { cause, attempt: { knock: { ...knock, ...knocked }, more: { host, ...fault.more } } };
    });
    const isUnheard = ({ cause }: { readonly cause: FaultId }) => unheard.includes(cause);
    // Before all others: what it opens must not wait for their firewall's commands.
    const opening = await startAttempt(bed, { knock: { ...knock, open: control }, more: { host: controlWay } }).done;
    expect(opening.status, opening.stderr).toBe(0);
    const verdicts: Promise<unknown>[] = attempts
      .filter(isUnheard)
      .map(({ cause, attempt }) => expectDiagnosis(bed, attempt, observed, causeOfFault[cause], within));
    // knockd 0.8 loses knocks of those who knock at the same time (measured): one after the other knocks, all wait together.
    for (const { cause, attempt } of attempts.filter((each) => !isUnheard(each))) {
      verdicts.push(expectVerdict(await startKnocking(bed, attempt), observed, causeOfFault[cause], within));
    }
    await together(verdicts);
    // Heard, and of no use: the fault is where it was meant to be.
    const heard = ['other-address', 'command-failed', 'wrong-family', 'wrong-port'] as const;
    const opened = ['control', ...heard.filter((cause) => causes.includes(cause))];
    expect(bed.knockd.openings()).toEqual(Object.fromEntries(opened.map((name) => [name, 1])));
  });

  it.each<readonly [Observed, string | undefined, Attempt['knock']]>([
    ['refused', 'tcp-reset', {}],
    ['unreachable', 'icmp-host-prohibited', {}],
    ['too-slow', undefined, { seqTimeoutS: 1, delayMs: 300 }],
  ])('%s: when another packet uses up the one connection', async (observed, refusal, knock) => {
    const open = drawSecretSequence();
    const bed = watched(await startBed({ firewall: { kind: 'recent', sequence: open } }));
    onTestFinished(() => bed.stop());
    if (refusal !== undefined) await reject(bed, refusal);
    const chatter = dgram.createSocket('udp4');
    const talking = setInterval(() => chatter.send('', 9, bed.gate.ipv4), 3);
    onTestFinished(() => {
      clearInterval(talking);
      chatter.close();
    });
    await expectDiagnosis(bed, { knock: { open, gate: 'one-connection', ...knock } }, observed, 'used-up');
  });
});

describe('a host that is not there', () => {
  it('is called unreachable by the router before it', async () => {
    const { bed, knock } = await bedWith();
    // The gate is that router. It asks for the host quickly, and tells everybody.
    const settings = ['ip_forward=1', 'icmp_ratelimit=0', `neigh.${bed.gate.device}.retrans_time_ms=50`];
    for (const setting of settings) await bed.onGate('sysctl', '-q', '-w', `net.ipv4.${setting}`);
    await bed.onGate('ip', 'addr', 'add', '10.198.3.1/24', 'dev', bed.gate.device);
    await run('ip', ['route', 'add', '10.198.3.0/24', 'via', bed.gate.ipv4]);
    await expectDiagnosis(bed, { knock, more: { host: '10.198.3.9' } }, 'unreachable', 'knocks-unheard');
  });

  it('falls silent when it goes while it is knocked at', async () => {
    const { bed, knock } = await bedWith({ firewall: 'tcp-reset' });
    const attempt = startAttempt(bed, { knock: { ...knock, delayMs: 1000 } });
    await attempt.wrote(/"to":"look"/);
    await bed.path.cut();
    await expectVerdict(attempt, 'fell-silent', 'host-down');
  });
});

it('a refusal that comes later than the look waits passes for that of an open gate', async () => {
  const { bed } = await bedWith();
  const lane = await startLane(1, { lossPercent: 0, latePercent: 100, lateMs: 200 });
  onTestFinished(() => lane.stop());
  await runIn('lane1', 'iptables', ['-A', 'INPUT', '-p', 'tcp', '-j', 'REJECT', '--reject-with', 'tcp-reset']);
  const attempt = { knock: { open: drawSecretSequence() }, more: { host: lane.address } };
  await expectDiagnosis(bed, attempt, 'nothing-listens', 'look-missed');
});

describe('the other family', () => {
  it.each([
    ['answered', ['wrong-family', 'stale-address', 'wrong-sequence']],
    ['refused', ['wrong-family', 'stale-address', 'wrong-sequence', 'knocks-unheard']],
  ] as const)('that %s: each cause of it', async (answer, causes) => {
    const [open, elsewhere] = [drawSecretSequence(), drawSecretSequence()];
    const commands = { ipv4: 'iptables -I INPUT -s %IP% -j ACCEPT', ipv6: 'false' };
    const bed = watched(await startBed({ doors: [{ name: 'open', sequence: open, action: 'open', commands }] }));
    onTestFinished(() => bed.stop());
    if (answer === 'answered') await bed.onGate('iptables', '-P', 'INPUT', 'ACCEPT');
    else await reject(bed, 'tcp-reset');
    await startElsewhere(bed, elsewhere);
    // The record for IPv6 is out of date: nobody has that address any more.
    await useNameServer({ 'moved.example': [bed.gate.ipv4, 'fd00:198:1::9'] });
    const verdicts: Promise<unknown>[] = [];
    for (const cause of causes) {
      const knocked = { 'wrong-sequence': drawSecretSequence(), 'knocks-unheard': elsewhere };
      const sequence = cause === 'wrong-sequence' || cause === 'knocks-unheard' ? knocked[cause] : open;
      const host = cause === 'stale-address' ? 'moved.example' : bed.names.both;
      const attempt = await startKnocking(bed, { knock: { open: sequence, family: 'ipv6' }, more: { host } });
      verdicts.push(expectVerdict(attempt, 'other-family', cause, 4));
    }
    await together(verdicts);
  });
});

describe('names', () => {
  it('are misspelt, or known in another network only, for a name server that says so or gets no further', async () => {
    const { bed, knock } = await bedWith();
    const expectUnknown = (host: string, trueCause: CauseId) =>
      expectDiagnosis(bed, { knock, more: { host } }, 'name-unknown', trueCause);
    const atHome = await useNameServer({ 'gate.home.example': [bed.gate.ipv4] });
    const there = startAttempt(bed, {
      knock: { open: knock.open, close: knock.close },
      more: { host: 'gate.home.example' },
    });
    expect((await there.done).status).toBe(0);
    atHome.answersFor({});
    await expectUnknown('gate.home.example', 'private-name');
    await expectUnknown('gaet.example', 'misspelt');
    atHome.answersFor({}, 'SERVFAIL');
    await expectUnknown('gate.home.example', 'private-name');
    await expectUnknown('gaet.example', 'misspelt');
  });

  it('cannot be looked up without a name server that answers', async () => {
    const { bed, knock } = await bedWith();
    const attempt = { knock, more: { host: 'gate.example' } };
    const expectNone = () => expectDiagnosis(bed, attempt, 'name-unknown', 'no-name-server');
    // A server that is there in vain: it answers nothing.
    const mute = dgram.createSocket('udp4').bind(53, '127.0.0.1');
    onTestFinished(() => void mute.close());
    await once(mute, 'listening');
    await laySystemFile('/etc/resolv.conf', 'nameserver 127.0.0.1\noptions timeout:1 attempts:1\n');
    expect((await expectNone()).causes[0]?.id).toBe('no-name-server');
    // No server there, and none that would be asked.
    await laySystemFile('/etc/resolv.conf', 'nameserver 127.0.0.2\n');
    expect((await expectNone()).causes[0]?.id).toBe('no-name-server');
    await laySystemFile('/etc/nsswitch.conf', 'passwd: files\ngroup: files\nshadow: files\nhosts: files\n');
    await expectNone();
  });
});

describe('this computer', () => {
  it('has a kill switch for when the VPN is down', async () => {
    const { bed, knock } = await bedWith();
    const udp = { open: knock.open.replaceAll(/\d+/g, '$&:udp') };
    await forbid('oifname != { "lo", "vpn0" } drop');
    await expectDiagnosis(bed, { knock: udp }, 'local-firewall', 'own-security-software');
  });

  it.each([
    ['refused', 'tcp reset'],
    ['unreachable', 'icmpx admin-prohibited'],
  ] as const)('rejects its own packets: %s', async (observed, answer) => {
    const { bed, knock } = await bedWith();
    await forbid(`ip daddr ${bed.gate.ipv4} meta l4proto tcp reject with ${answer}`);
    // Seen from here it is a firewall on the way.
    await expectDiagnosis(bed, { knock }, observed, 'knocks-unheard');
  });

  it.each(['blackhole', 'unreachable', 'prohibit'])('has a route that is %s', async (kind) => {
    const { bed, knock } = await bedWith();
    for (const address of ['10.198.7.7', 'fd00:198:7::7']) {
      await run('ip', ['route', 'add', kind, address]);
      onTestFinished(() => run('ip', ['route', 'del', kind, address]).then(() => undefined));
      const observed = kind === 'prohibit' ? 'local-firewall' : 'no-route';
      await expectDiagnosis(bed, { knock, more: { host: address } }, observed, 'route-forbidden');
    }
  });

  it('has lost its VPN, a family, and its network', async () => {
    const { bed, knock } = await bedWith();
    const hosts = { 4: '10.198.9.7', 6: 'fd00:198:9::7' };
    const expectNoRoute = (host: string, trueCause: CauseId) =>
      expectDiagnosis(bed, { knock, more: { host } }, 'no-route', trueCause);
    await run('ip', ['tuntap', 'add', 'dev', 'vpn0', 'mode', 'tun']);
    const up = ['link set vpn0 up', 'addr add 10.198.9.1/24 dev vpn0', 'addr add fd00:198:9::1/64 dev vpn0 nodad'];
    await run('ip', ['-batch', '-'], { input: up.join('\n') });
    for (const host of Object.values(hosts)) expect(await run('ip', ['route', 'get', host])).toContain('vpn0');
    await run('ip', ['link', 'del', 'vpn0']);
    await expectNoRoute(hosts[4], 'vpn-down');
    await expectNoRoute(hosts[6], 'vpn-down');
    await run('ip', ['-6', 'addr', 'flush', 'dev', bed.client.device]);
    await expectNoRoute(bed.gate.ipv6, 'family-not-here');
    await run('ip', ['addr', 'add', `${bed.client.ipv6}/64`, 'dev', bed.client.device, 'nodad']);
    await run('ip', ['-4', 'addr', 'flush', 'dev', bed.client.device]);
    await expectNoRoute(bed.gate.ipv4, 'family-not-here');
    await run('ip', ['link', 'set', bed.client.device, 'down']);
    await expectNoRoute(bed.gate.ipv4, 'no-network');
    await expectNoRoute(bed.gate.ipv6, 'no-network');
  });
});

describe('opened, then shut before a word', () => {
  it('when a service that is no SSH server hangs up', async () => {
    const { bed, knock } = await bedWith({}, 2022);
    await listen(2022, 'socket.destroy()');
    await expectDiagnosis(bed, { knock, more: { port: 2022 } }, 'opened-then-shut', 'other-service');
  });

  it('when the host keys are gone', async () => {
    const { bed, knock } = await bedWith();
    const [key, settings] = [join(bed.folder, 'key'), join(bed.folder, 'keyless')];
    await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
    writeFileSync(settings, `HostKey ${key}\nPidFile none\n`);
    await bed.sshd.stop();
    await startOnGate('/usr/sbin/sshd', ['-D', '-e', '-f', settings]).wrote(/Server listening on 0/);
    rmSync(key);
    await expectDiagnosis(bed, { knock }, 'opened-then-shut', 'sshd-broken');
  });

  it('when the gate shuts between the handshake and the first data, and cuts what is established', async () => {
    // Nobody could time that: this one lets no data through.
    const open = drawSecretSequence();
    const commands = { ipv4: 'iptables -I INPUT -s %IP% -p tcp ! --tcp-flags PSH PSH -j ACCEPT', ipv6: 'false' };
    const doors: Door[] = [{ name: 'open', sequence: open, action: 'open', commands }];
    const bed = watched(await startBed({ firewall: 'tcp-reset', doors }));
    onTestFinished(() => bed.stop());
    await bed.onGate('iptables', '-D', 'INPUT', '-m', 'conntrack', '--ctstate', 'ESTABLISHED,RELATED', '-j', 'ACCEPT');
    await expectDiagnosis(bed, { knock: { open } }, 'opened-then-shut', 'shut-too-soon', 4);
  });

  it('when something on the way has forgotten the connection after the greeting', async () => {
    const { bed, knock } = await bedWith();
    // This computer's firewall in the place of a router's: the greetings pass, and nothing longer.
    await forbid('tcp dport 22 meta length > 300 reject with tcp reset');
    await expectDiagnosis(bed, { knock }, 'opened-then-shut', 'path-broke');
  });
});

it('a person who answers later than the server waits is hung up on', async () => {
  const { bed, knock } = await bedWith({ sshd: { settings: ['LoginGraceTime 1'] } });
  const answerer = join(bed.folder, 'slow-answer');
  writeFileSync(answerer, '#!/bin/sh\nsleep 2\necho no\n', { mode: 0o700 });
  const attempt = {
    knock,
    more: { user: bed.users.password, auth: { kind: 'password' } },
    run: { env: { SSH_ASKPASS: answerer, SSH_ASKPASS_REQUIRE: 'force', DISPLAY: ':0' } },
  };
  const { events, stderr } = await startAttempt(bed, attempt).done;
  const failed = events.find(({ event }) => event === 'failed');
  expect(failed, stderr).toMatchObject({ code: 'login-refused', remedy: expect.stringContaining('LoginGraceTime') });
  expect(failed).not.toHaveProperty('causes');
});

it('a port that is not the SSH server’s, but another service’s', async () => {
  const { bed, knock } = await bedWith({}, 2022);
  await listen(2022, "socket.end('HTTP/1.1 400 Bad Request\\r\\n\\r\\n')");
  await expectDiagnosis(bed, { knock, more: { port: 2022 } }, 'not-ssh', 'wrong-port');
});

/** Starts a service at the gate, of a few lines of Node. */
async function listen(port: number, onConnection: string): Promise<void> {
  const script = `require('net').createServer((socket) => { socket.on('error', () => {}); ${onConnection} }).listen(${port}, () => console.log('listening'))`;
  await startOnGate(process.execPath, ['-e', script]).wrote(/listening/);
}

/** A bed with the usual doors, for a port. */
async function bedWith(options: BedOptions = {}, port = 22) {
  const knock = { open: drawSecretSequence(), close: drawSecretSequence() };
  const bed = watched(await startBed({ doors: doorPair(knock.open, knock.close, port), ...options }));
  onTestFinished(() => bed.stop());
  return { bed, knock };
}

/** Has this computer's firewall do something to what it sends, until the test ends. */
async function forbid(rule: string): Promise<void> {
  const rules = `table inet own {
    chain output {
      type filter hook output priority 0
      ${rule}
    }
  }`;
  await run('nft', ['-f', '-'], { input: rules });
  onTestFinished(() => run('nft', ['delete', 'table', 'inet', 'own']).then(() => undefined));
}

/** Lays a file over one of the machine's until the test ends. */
async function laySystemFile(path: string, content: string): Promise<void> {
  await replaceSystemFile(path, content, 0o644);
  onTestFinished(() => run('umount', [path]).then(() => undefined));
}

/** Has names looked up at a name server of the test's own. */
async function useNameServer(records: NameRecords) {
  const server = await startNameServer(records);
  onTestFinished(() => server.stop());
  await laySystemFile('/etc/resolv.conf', 'nameserver 127.0.0.1\n');
  return server;
}

/** A knock daemon that listens on another network interface than the one that the knocks come in by. */
async function startElsewhere(bed: Bed, sequence: string): Promise<void> {
  const file = join(bed.folder, 'elsewhere.conf');
  const door = `Sequence = ${sequence}\n  TCPFlags = syn\n  Start_Command = iptables -I INPUT -s %IP% -j ACCEPT`;
  writeFileSync(file, `[options]\n  Interface = lo\n\n[elsewhere]\n  ${door}\n`);
  await startOnGate('knockd', ['-c', file, '-v']).wrote(/listening on/);
}
