import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { formatProfile, parseProfile } from '../../../electron/shared/profile.ts';
import { parseSequence } from '../../../electron/shared/sequence.ts';
import { dial, execute, freshFolder, knock, knockAll, logIn, openGate, shutGate, startWatchedGate } from './visitor.ts';

const gateModule = new URL('../../../electron/core/practice/practice-gate.ts', import.meta.url);

describe('the knocks', () => {
  it('open the gate, which refused before, and shut it', async () => {
    const watched = await startWatchedGate();
    const { gate } = watched;
    expect(await dial(gate.port)).toBe('refused');
    await openGate(watched);
    expect(gate.isOpen()).toBe(true);
    expect(await dial(gate.port)).toBe('answered');
    await shutGate(watched);
    expect(gate.isOpen()).toBe(false);
    expect(await dial(gate.port)).toBe('refused');
    expect(watched.events.filter(({ event }) => event !== 'login')).toEqual([
      { event: 'stage-reached', door: 'opening', step: 1, of: 3 },
      { event: 'stage-reached', door: 'opening', step: 2, of: 3 },
      { event: 'stage-reached', door: 'opening', step: 3, of: 3 },
      { event: 'gate-opened' },
      { event: 'stage-reached', door: 'closing', step: 1, of: 3 },
      { event: 'stage-reached', door: 'closing', step: 2, of: 3 },
      { event: 'stage-reached', door: 'closing', step: 3, of: 3 },
      { event: 'gate-shut' },
    ]);
  });

  it('open it any number of times', async () => {
    const watched = await startWatchedGate();
    await openGate(watched);
    await openGate(watched);
    expect(await dial(watched.gate.port)).toBe('answered');
    await shutGate(watched);
    await shutGate(watched);
    expect(await dial(watched.gate.port)).toBe('refused');
    await openGate(watched);
    expect(await dial(watched.gate.port)).toBe('answered');
  });

  it('do not open it in the wrong order', async () => {
    const watched = await startWatchedGate();
    const { gate, next } = watched;
    const [first, second, third] = gate.opening;
    if (first === undefined || second === undefined || third === undefined) throw new Error('three steps expected');
    await knockAll(watched, [first]);
    await knock(third);
    expect(await next('sequence-wrong')).toEqual({ event: 'sequence-wrong', door: 'opening' });
    // Here the daemon is clean: the rest of a sequence begins nothing, and the whole one opens.
    await knock(second);
    await openGate(watched);
    expect(watched.events.filter(({ event }) => event === 'gate-opened')).toHaveLength(1);
  });

  it('are forgotten when they take too long', async () => {
    const watched = await startWatchedGate({ seqTimeoutS: 1 });
    const { gate, next } = watched;
    await knockAll(watched, gate.opening.slice(0, 2));
    expect(await next('sequence-timed-out')).toEqual({ event: 'sequence-timed-out', door: 'opening' });
    for (const step of gate.opening.slice(2)) await knock(step);
    await openGate(watched);
    expect(watched.events.filter(({ event }) => event === 'gate-opened')).toHaveLength(1);
    expect(watched.events.filter(({ event }) => event === 'sequence-wrong')).toEqual([]);
  });

  it('may carry anything, and a scan of the ports harms nothing', async () => {
    const watched = await startWatchedGate();
    const { gate } = watched;
    const all = [...gate.opening, ...gate.closing];
    await Promise.all(
      Array.from({ length: 200 }, (_, index) => knock(all[index % all.length] ?? { port: 1, protocol: 'tcp' })),
    );
    const other = await startWatchedGate();
    await openGate(other);
    expect(await dial(other.gate.port)).toBe('answered');
  });
});

describe('the gate', () => {
  it('is described by a profile that can be exported', async () => {
    const { gate } = await startWatchedGate({ seqTimeoutS: 7 });
    const profile = parseProfile(formatProfile(gate.profile));
    expect(profile).toEqual(gate.profile);
    expect(profile).toMatchObject({ host: '127.0.0.1', port: gate.port, user: 'guest', auth: { kind: 'password' } });
    expect(profile.knock.seqTimeoutS).toBe(7);
    expect(parseSequence(profile.knock.open ?? '')).toEqual(gate.opening);
    expect(parseSequence(profile.knock.close ?? '')).toEqual(gate.closing);
    expect(formatProfile(profile)).not.toContain(gate.password);
    const ports = [...gate.opening, ...gate.closing].map(({ port }) => port);
    expect(new Set([...ports, gate.port]).size).toBe(7);
  });

  it('keeps its host key, and neither password nor ports, over a start', async () => {
    const folder = join(await freshFolder(), 'inner');
    const first = await startWatchedGate({ folder });
    await first.gate.stop();
    const second = await startWatchedGate({ folder });
    expect(second.gate.hostKey).toEqual(first.gate.hostKey);
    expect(second.gate.hostKey.fingerprint).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
    expect(second.gate.password).not.toBe(first.gate.password);
    await openGate(second);
    const hostKeys: Buffer[] = [];
    await logIn(second.gate, { hostKeys });
    expect(hostKeys).toEqual([first.gate.hostKey.publicKey]);
  });

  it.skipIf(process.platform === 'win32')('keeps its host key from others', async () => {
    const folder = join(await freshFolder(), 'inner');
    await startWatchedGate({ folder });
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, 'practice-host-key'))).mode & 0o777).toBe(0o600);
  });

  it('moves a damaged host key aside', async () => {
    const folder = await freshFolder();
    await writeFile(join(folder, 'practice-host-key'), 'no key at all');
    const { gate } = await startWatchedGate({ folder });
    expect(gate.hostKey.type).toBe('ssh-ed25519');
    const damaged = (await readdir(folder)).filter((name) => name.startsWith('practice-host-key.damaged-'));
    expect(damaged).toHaveLength(1);
    expect(await readFile(join(folder, damaged[0] ?? ''), 'utf8')).toBe('no key at all');
  });

  it('says so when the folder cannot be used', async () => {
    const file = join(await freshFolder(), 'file');
    await writeFile(file, '');
    await expect(startWatchedGate({ folder: join(file, 'below') })).rejects.toMatchObject({
      code: 'practice-unusable',
    });
  });

  it('says so when its port has been taken meanwhile, and opens once it is free', async () => {
    const watched = await startWatchedGate();
    const { gate, next } = watched;
    const thief = createServer().listen(gate.port, '127.0.0.1');
    onTestFinished(() => void thief.close());
    await once(thief, 'listening');
    await knockAll(watched, gate.opening);
    expect(await next('gate-failed')).toMatchObject({ failure: { code: 'practice-unusable' } });
    expect(gate.isOpen()).toBe(false);
    thief.close();
    await once(thief, 'close');
    await openGate(watched);
  });

  it('stands beside another one', async () => {
    const [one, other] = await Promise.all([startWatchedGate(), startWatchedGate()]);
    await openGate(one);
    expect(other.gate.isOpen()).toBe(false);
    expect(await dial(other.gate.port)).toBe('refused');
    await openGate(other);
    const [here, there] = await Promise.all([logIn(one.gate), logIn(other.gate)]);
    await execute(here, 'echo one > /tmp/mine');
    expect(await execute(there, 'cat /tmp/mine')).toMatchObject({ status: 1 });
  });

  it('gives back its ports when it stops, twice without harm, and ends its sessions', async () => {
    const watched = await startWatchedGate();
    await openGate(watched);
    const client = await logIn(watched.gate);
    const closed = once(client, 'close');
    await watched.gate.stop();
    await closed;
    await watched.gate.stop();
    expect(watched.events.at(-1)).toEqual({ event: 'logout' });
    for (const { port } of [watched.gate, ...watched.gate.opening.filter(({ protocol }) => protocol === 'tcp')]) {
      expect(await dial(port)).toBe('refused');
    }
  });

  it('leaves a process free to end, whatever its sessions were doing', async () => {
    const source = `
      import { once } from 'node:events';
      import { createSocket } from 'node:dgram';
      import { connect } from 'node:net';
      import ssh2 from 'ssh2';
      import { startPracticeGate } from ${JSON.stringify(gateModule.href)};
      const gate = await startPracticeGate({ folder: process.argv[1] });
      const next = (kind) => new Promise((resolve) => gate.onDidChange(({ event }) => event === kind && resolve()));
      for (const { port, protocol } of gate.opening) {
        const reached = next('stage-reached');
        if (protocol === 'tcp') connect(port, gate.address).resume();
        else createSocket('udp4').unref().send(Buffer.of(0), port, gate.address);
        await reached;
      }
      if (!gate.isOpen()) await next('gate-opened');
      const client = new ssh2.Client().on('error', () => {});
      client.connect({ host: gate.address, port: gate.port, username: gate.user, password: gate.password,
        hostVerifier: (key) => key.equals(gate.hostKey.publicKey) });
      await once(client, 'ready');
      for (const command of ['sleep 1000', 'cat', 'yes', 'yes | wc']) {
        await new Promise((resolve) => client.exec(command, (error, channel) => resolve(channel)));
      }
      await gate.stop();
      console.log('stopped');
    `;
    const child = spawn(process.execPath, ['--input-type=module', '-e', source, await freshFolder()]);
    onTestFinished(() => void child.kill('SIGKILL'));
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (bytes) => {
        output += bytes;
      });
    }
    const [code] = await once(child, 'exit');
    expect(output).toBe('stopped\n');
    expect(code).toBe(0);
  });
});
