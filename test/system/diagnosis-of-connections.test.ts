import { chmodSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished } from 'vitest';
import type { Diagnosis } from '../../electron/shared/diagnosis/diagnosis.ts';
import { knockdEvidence } from '../../electron/shared/diagnosis/server-evidence.ts';
import { createPerson, portcullis, type Running } from '../support/command-line.ts';
import { sampledIt } from '../support/sampled-it.ts';
import { gateSite } from './bed/addresses.ts';
import { type Bed, startBed } from './bed/bed.ts';
import { run, startOnGate } from './bed/commands.ts';
import { pidsAt } from './bed/network.ts';
import { stockKnock } from './bed/stock-tools.ts';
import { waitFor } from './bed/wait.ts';
import { type Attempt, bedWith, type DoorBed, expectDiagnosis, expectVerdict, startAttempt } from './diagnosed.ts';
import { drawSecretSequence, gateProfile, watched } from './gate-profile.ts';

const it = sampledIt('causes', 50);

/** Puts a listener of a few lines of Node in sshd's place. */
async function listenInstead(bed: Bed, onConnection: string): Promise<void> {
  await bed.sshd.stop();
  const script = `require('net').createServer((socket) => { socket.on('error', () => {}); ${onConnection} }).listen(22, () => console.log('listening'))`;
  await startOnGate(process.execPath, ['-e', script]).wrote(/listening/);
}

describe('open but no SSH', () => {
  it('when another service stands there', async () => {
    const { bed, knock } = await bedWith();
    await listenInstead(bed, "socket.end('HTTP/1.1 400 Bad Request\\r\\n\\r\\n')");
    const { causes } = await expectDiagnosis(bed, { knock }, 'not-ssh', 'other-service');
    expect(causes[0]?.id).toBe('wrong-port');
  });
});

describe('opened, then shut', () => {
  it('when the server hangs up', async () => {
    const { bed, knock } = await bedWith({
      sshd: { settings: ['PerSourceMaxStartups 1', 'PerSourceNetBlockSize 0:0'] },
    });
    // The one place there is, taken from the gate itself, past its firewall.
    const holding = startOnGate('bash', ['-c', 'exec 3<>/dev/tcp/127.0.0.1/22; read line <&3; echo held; sleep 60']);
    await holding.wrote(/held/);
    await expectDiagnosis(bed, { knock }, 'opened-then-shut', 'hung-up');
  });

  it('when the server cannot start a session', async () => {
    const { bed, knock } = await bedWith();
    await listenInstead(bed, 'socket.destroy()');
    await expectDiagnosis(bed, { knock }, 'opened-then-shut', 'sshd-broken');
  });

  it('when the gate shuts itself during the login, and cuts what is established', async () => {
    const { bed, knock } = await bedWith({ firewall: 'tcp-reset' }, { closesAfterS: 1 });
    await bed.onGate('iptables', '-D', 'INPUT', '-m', 'conntrack', '--ctstate', 'ESTABLISHED,RELATED', '-j', 'ACCEPT');
    const answerer = join(bed.folder, 'slow-answer');
    writeFileSync(answerer, '#!/bin/sh\nsleep 3\necho no\n');
    chmodSync(answerer, 0o700);
    const attempt = {
      // A profile that knows of it has the gate kept open until the login is over.
      knock,
      more: { user: bed.users.password, auth: { kind: 'password' } },
      run: { env: { SSH_ASKPASS: answerer, SSH_ASKPASS_REQUIRE: 'force', DISPLAY: ':0' } },
    };
    const { seen } = await expectDiagnosis(bed, attempt, 'opened-then-shut', 'shut-too-soon');
    expect(seen).toContain('during the login');
  });
});

it('a server that falls silent is given up on after half a minute, whatever silences it', async () => {
  const open = drawSecretSequence();
  const doors = `[open]\n  Sequence = ${open}\n  TCPFlags = syn\n  Start_Command = iptables -I INPUT -s %IP% -j ACCEPT\n`;
  const bed = watched(await startBed({ doors, sshd: { ports: [22, 2224, 2225, 2226, 2227] } }));
  onTestFinished(() => bed.stop());
  // The answer to the password's question is held back until the way is shut.
  const [answerer, shutNow] = [join(bed.folder, 'answer'), join(bed.folder, 'shut-now')];
  writeFileSync(answerer, `#!/bin/sh\nwhile [ ! -e ${shutNow} ]; do sleep 0.05; done\necho no\n`);
  chmodSync(answerer, 0o700);
  const asked = (port: number): Attempt => ({
    knock: { open },
    more: { port, user: bed.users.password, auth: { kind: 'password' } },
    run: { env: { SSH_ASKPASS: answerer, SSH_ASKPASS_REQUIRE: 'force', DISPLAY: ':0' } },
  });
  const shutTooSoon = startAttempt(bed, asked(2224));
  await shutTooSoon.happened('greeted');
  const pathBroke = startAttempt(bed, asked(2225));
  await pathBroke.happened('greeted');
  await waitFor('both logins', () => (bed.sshd.log().match(/Connection from/g) ?? []).length >= 2);
  await bed.onGate('iptables', '-I', 'INPUT', '-p', 'tcp', '--dport', '2224', '-j', 'DROP');
  await bed.path.lose('tcp dport 2225');
  onTestFinished(() => bed.path.restore());
  writeFileSync(shutNow, '');
  // The kernel goes on accepting for a server that is stuck.
  process.kill(Math.min(...(await pidsAt(gateSite.namespace, 'sshd'))), 'SIGSTOP');
  const stuck = startAttempt(bed, { knock: { open } });
  // A gate that shuts right after the handshake, and a way that breaks off then: nobody could time that.
  await bed.onGate(
    'iptables',
    '-t',
    'raw',
    '-A',
    'PREROUTING',
    '-p',
    'tcp',
    '--dport',
    '2226',
    '!',
    '--syn',
    '-j',
    'DROP',
  );
  const cut =
    'table inet own { chain output { type filter hook output priority 0; tcp dport 2227 tcp flags & syn == 0 drop; }; }';
  await run('nft', ['-f', '-'], { input: cut });
  onTestFinished(() => run('nft', ['delete', 'table', 'inet', 'own']).then(() => undefined));
  const mute = "require('net').createServer(() => undefined).listen(2228, () => console.log('listening'))";
  await startOnGate(process.execPath, ['-e', mute]).wrote(/listening/);
  const unspoken = [2226, 2227, 2228].map((port) => startAttempt(bed, { knock: { open }, more: { port } }));
  await expectVerdict(shutTooSoon, 'opened-then-shut', 'shut-too-soon');
  await expectVerdict(pathBroke, 'opened-then-shut', 'path-broke');
  await expectVerdict(stuck, 'not-ssh', 'sshd-stuck');
  const [shutAtOnce, brokeAtOnce, muteService] = unspoken as [Running, Running, Running];
  // The door lets every port through: this one was found open, and whoever stands in between comes to mind first.
  await expectVerdict(shutAtOnce, 'not-ssh', 'shut-too-soon', 5);
  await expectVerdict(brokeAtOnce, 'not-ssh', 'path-broke', 4);
  const { causes } = await expectVerdict(muteService, 'not-ssh', 'other-service');
  expect(causes.map(({ id }) => id)).toContain('wrong-port');
}, 90_000);

describe('open all along', () => {
  /** Rehearses, and expects to be told that the gate was open. */
  async function expectOpenBefore(bed: Bed, knock: DoorBed['knock'], trueCause: string): Promise<void> {
    const result = await portcullis(createPerson(), ['check', gateProfile(createPerson(), bed, knock), '--json']);
    expect(result.status, result.stderr).toBe(255);
    const told = result.events.find(({ question }) => question === 'diagnosis');
    expect(told, result.stderr).toMatchObject({ observed: 'open-before' });
    expect((told as unknown as Diagnosis).causes.slice(0, 3).map(({ id }) => id)).toContain(trueCause);
  }

  it('when nothing protects the port', async () => {
    const { bed, knock } = await bedWith({ firewall: 'none' });
    await expectOpenBefore(bed, knock, 'not-protected');
  });

  it('when a rule lets this network in anyway', async () => {
    const { bed, knock } = await bedWith();
    await bed.onGate('iptables', '-I', 'INPUT', '-s', '10.198.1.0/24', '-j', 'ACCEPT');
    await expectOpenBefore(bed, knock, 'allowed-anyway');
  });

  it('when somebody else has opened it, or has never shut it', async () => {
    const { bed, knock } = await bedWith();
    await stockKnock(bed.gate.ipv4, knock.open);
    await waitFor('the rule', async () => (await bed.rules()).length === 1);
    await expectOpenBefore(bed, knock, 'never-shut');
    await stockKnock(bed.gate.ipv4, knock.open);
    await waitFor('another rule', async () => (await bed.rules()).length === 2);
    await stockKnock(bed.gate.ipv4, knock.close);
    await waitFor('one rule less', async () => (await bed.rules()).length === 1);
    await expectOpenBefore(bed, knock, 'never-shut');
  });
});

describe('this computer', () => {
  it('forbids the knocks', async () => {
    const { bed, knock } = await bedWith();
    const udp = { ...knock, open: knock.open.replaceAll(/\d+/g, '$&:udp') };
    const rules = `table inet own {
      chain output {
        type filter hook output priority 0
        ip daddr ${bed.gate.ipv4} drop
      }
    }`;
    await run('nft', ['-f', '-'], { input: rules });
    onTestFinished(() => run('nft', ['delete', 'table', 'inet', 'own']).then(() => undefined));
    await expectDiagnosis(bed, { knock: udp }, 'local-firewall', 'own-firewall');
    // A forbidden SYN vanishes without a word: seen from here it is a firewall on the way.
    await expectDiagnosis(bed, { knock }, 'silence', 'knocks-unheard');
  });

  it('has a route that forbids the address', async () => {
    const { bed, knock } = await bedWith();
    await run('ip', ['route', 'add', 'prohibit', `${bed.gate.ipv4}/32`]);
    onTestFinished(() => run('ip', ['route', 'del', 'prohibit', `${bed.gate.ipv4}/32`]).then(() => undefined));
    await expectDiagnosis(bed, { knock }, 'local-firewall', 'route-forbidden');
  });

  it('has no way there', async () => {
    const { bed, knock } = await bedWith();
    await expectDiagnosis(bed, { knock, more: { host: '192.0.2.1' } }, 'no-route', 'no-network');
    await expectDiagnosis(bed, { knock, more: { host: '2001:db8::1' } }, 'no-route', 'family-not-here');
  });

  it('does not find the name', async () => {
    const { bed, knock } = await bedWith();
    await expectDiagnosis(bed, { knock, more: { host: 'nowhere.invalid' } }, 'name-unknown', 'misspelt');
    const onlyIpv6 = { knock: { ...knock, family: 'ipv4' }, more: { host: bed.names.ipv6 } };
    await expectDiagnosis(bed, onlyIpv6, 'name-unknown', 'family-without-address');
  });
});

describe('what the report tells to look for on the server', () => {
  it('is what knockd logs of an opening that works', async () => {
    const { bed, knock } = await bedWith();
    await stockKnock(bed.gate.ipv4, knock.open);
    await waitFor('the rule', async () => (await bed.rules()).length === 1);
    for (const line of knockdEvidence(3).logLines) {
      const real = line.replace('<your address>', bed.client.ipv4).replaceAll('<door>', 'open').replace(' …', '');
      expect(bed.knockd.log()).toContain(real);
    }
  });

  it.each(['ipv4', 'ipv6'] as const)(
    'shows the knocks in a capture over %s, and names none of their ports',
    async (family) => {
      const { bed, knock } = await bedWith();
      await bed.knockd.stop();
      const attempt = { knock, more: { host: bed.gate[family] } };
      const person = createPerson();
      const result = await portcullis(person, [
        'connect',
        gateProfile(person, bed, attempt.knock, attempt.more),
        '--run',
        'true',
      ]);
      expect(result.status).toBe(255);
      const command = /^ {4}tcpdump -ni any '(.*)'$/m.exec(result.stderr)?.[1] ?? '';
      expect(command, result.stderr).toContain(bed.client[family]);
      for (const port of knock.open.match(/\d+/g) ?? []) expect(result.stderr).not.toContain(port);
      const tcpdump = startOnGate('tcpdump', ['--immediate-mode', '-l', '-ni', 'any', command]);
      await tcpdump.wrote(/listening on/);
      await stockKnock(bed.gate[family], knock.open);
      // A first packet to a port that is silent, and nothing else.
      const socket = connect(22, bed.gate[family]).on('error', () => undefined);
      onTestFinished(() => void socket.destroy());
      await tcpdump.wrote(/\.22: Flags \[S\]/);
      const ports = [...tcpdump.output().matchAll(/> \S+\.(\d+): Flags \[S\]/g)].map(([, port]) => port);
      expect(ports).toEqual([...(knock.open.match(/\d+/g) ?? []), '22']);
    },
  );
});
