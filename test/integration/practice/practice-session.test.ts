import { once } from 'node:events';
import { connect } from 'node:net';
import type { ClientChannel } from 'ssh2';
import { describe, expect, it, vi } from 'vitest';
import {
  dial,
  execute,
  logIn,
  openGate,
  openShell,
  shutGate,
  startWatchedGate,
  type WatchedGate,
  watchScreen,
} from './visitor.ts';

async function startOpenGate(options: Parameters<typeof startWatchedGate>[0] = {}): Promise<WatchedGate> {
  const watched = await startWatchedGate(options);
  await openGate(watched);
  return watched;
}

describe('logging in', () => {
  it('takes the password, also when it is asked for interactively', async () => {
    const watched = await startOpenGate();
    await logIn(watched.gate);
    await watched.next('login');
    const client = await logIn(watched.gate, { method: 'keyboard-interactive' });
    await watched.next('login');
    client.end();
    await watched.next('logout');
  });

  it('refuses a wrong one', async () => {
    const watched = await startOpenGate();
    await expect(logIn(watched.gate, { password: 'wrong' })).rejects.toThrow(/authentication/);
    expect(watched.events.filter(({ event }) => event === 'login-refused')).toHaveLength(1);
  });

  it('ends a connection after six wrong ones', async () => {
    const watched = await startOpenGate();
    const { default: ssh2 } = await import('ssh2');
    const client = new ssh2.Client();
    let tries = 0;
    client.on('error', () => undefined);
    const closed = once(client, 'close');
    client.connect({
      host: watched.gate.address,
      port: watched.gate.port,
      username: 'guest',
      hostVerifier: () => true,
      authHandler: (_left, _partial, next) => {
        tries += 1;
        next({ type: 'password', username: 'guest', password: `wrong ${tries}` });
      },
    });
    await closed;
    expect(tries).toBeGreaterThanOrEqual(6);
    expect(watched.events.filter(({ event }) => event === 'login-refused')).toHaveLength(6);
  });

  it('drops a visitor that does not log in, and one that says nothing', async () => {
    const { gate } = await startOpenGate({ loginTimeoutMs: 50 });
    for (const greeting of ['', 'SSH-2.0-Silent\r\n', '\u0000\u00ff'.repeat(5000)]) {
      const socket = connect(gate.port, gate.address).on('error', () => undefined);
      socket.write(greeting);
      socket.resume();
      await once(socket, 'close');
    }
    expect(gate.isOpen()).toBe(true);
  });

  it('takes sixteen connections and no more', async () => {
    const { gate } = await startOpenGate();
    const sockets = Array.from({ length: 16 }, () => connect(gate.port, gate.address));
    await Promise.all(sockets.map((socket) => once(socket, 'data')));
    const extra = connect(gate.port, gate.address)
      .on('error', () => undefined)
      .resume();
    await once(extra, 'close');
    for (const socket of sockets) socket.destroy();
  });
});

describe('a session', () => {
  it('runs a command and gives its status', async () => {
    const { gate } = await startOpenGate();
    const client = await logIn(gate);
    expect(await execute(client, 'echo hello; exit 7')).toEqual({ output: 'hello\n', errors: '', status: 7 });
    expect(await execute(client, 'nothing')).toEqual({
      output: '',
      errors: 'shell: nothing: command not found\n',
      status: 127,
    });
    expect(await execute(client, 'cat | wc -c', 'ä\nb')).toMatchObject({ output: '4\n', status: 0 });
    expect(await execute(client, 'cat')).toMatchObject({ output: '', status: 0 });
    expect((await execute(client, 'gate')).output).toContain(gate.hostKey.fingerprint);
    expect((await execute(client, 'cat ~/welcome.txt')).output).toMatch(/^Welcome\./);
  });

  it('lets a filter answer each line as it comes', async () => {
    const { gate } = await startOpenGate();
    const client = await logIn(gate);
    const channel = await new Promise<ClientChannel>((resolve, reject) => {
      client.exec('grep a | cat', (error, opened) => (error ? reject(error) : resolve(opened)));
    });
    const { until } = watchScreen(channel);
    channel.write('one a\n');
    await until(/^one a\n$/);
    channel.write('b\nanother\n');
    await until(/^another\n$/);
  });

  it('shares the files, and nothing else, with the others', async () => {
    const { gate } = await startOpenGate();
    const client = await logIn(gate);
    await execute(client, 'cd /tmp; X=1; echo shared > file');
    expect(await execute(client, 'pwd; echo "[$X]"; cat /tmp/file')).toMatchObject({
      output: '/home/guest\n[]\nshared\n',
    });
  });

  it('lives on when the gate is shut', async () => {
    const watched = await startOpenGate();
    const client = await logIn(watched.gate);
    await shutGate(watched);
    expect(await dial(watched.gate.port)).toBe('refused');
    expect((await execute(client, 'gate')).output).toContain('shut: its SSH port refuses');
  });

  it('takes lines without a terminal until the input ends', async () => {
    const { gate } = await startOpenGate();
    const client = await logIn(gate);
    const channel = await new Promise<ClientChannel>((resolve, reject) => {
      client.shell(false, (error, opened) => (error ? reject(error) : resolve(opened)));
    });
    const screen = watchScreen(channel);
    const closed = once(channel, 'close');
    channel.end('pwd\ncd notes\npwd\ncat && false\nthis is read by cat\n');
    const [status] = await closed;
    expect(screen.text()).toBe('/home/guest\n/home/guest/notes\nthis is read by cat\n');
    expect(status).toBe(1);
  });

  it('has no subsystem and forwards nothing', async () => {
    const { gate } = await startOpenGate();
    const client = await logIn(gate);
    await expect(new Promise((_, reject) => client.sftp((error) => reject(error)))).rejects.toThrow();
    await expect(
      new Promise((_, reject) => client.forwardOut('127.0.0.1', 0, '127.0.0.1', gate.port, (error) => reject(error))),
    ).rejects.toThrow();
    await expect(
      new Promise((_, reject) => client.forwardIn('127.0.0.1', 0, (error) => reject(error))),
    ).rejects.toThrow();
  });

  it('ends with its client while a command runs', async () => {
    const watched = await startOpenGate();
    const client = await logIn(watched.gate);
    client.exec('sleep 1000 | cat', () => client.destroy());
    await watched.next('logout');
    expect(watched.events.some(({ event }) => event === 'session-failed')).toBe(false);
  });
});

describe('a session with a terminal', () => {
  it('greets, prompts, edits, completes and leaves', async () => {
    const { gate } = await startOpenGate();
    const client = await logIn(gate);
    const { channel, until } = await openShell(client);
    expect(await until(/guest@practice:~\$ $/)).toContain('This is the practice gate.');
    channel.write('echo helo\u001b[Dl\u001b[F wörld\u007fd\r');
    expect(await until(/\r\nhello wörld\r\n.*\$ $/)).toContain('hello wörl');
    channel.write('cat wel\t\r');
    await until(/cat welcome\.txt .*Welcome\..*\$ $/s);
    channel.write('\u001b[A\u0001\u000becho again\r');
    await until(/\r\nagain\r\n.*\$ $/s);
    channel.write('cat\r');
    await until(/cat\r\n/);
    channel.write('typed\r\u0004');
    await until(/typed\r\ntyped\r\n.*\$ $/s);
    channel.write('abc\u0003');
    await until(/\^C\r\n.*\$ $/s);
    channel.write('echo $?\r');
    await until(/\r\n130\r\n.*\$ $/s);
    const closed = once(channel, 'close');
    channel.write('exit 3\r');
    expect((await closed)[0]).toBe(3);
  });

  it('runs what was typed before the input ended', async () => {
    const { gate } = await startOpenGate();
    const { channel } = await openShell(await logIn(gate));
    const closed = once(channel, 'close');
    channel.end('sleep 0.01\rcat notes/knocking.txt\rexit 4\r');
    expect((await closed)[0]).toBe(4);
  });

  it('leaves at Ctrl-D', async () => {
    const { gate } = await startOpenGate();
    const { channel, until } = await openShell(await logIn(gate));
    await until(/\$ $/);
    const closed = once(channel, 'close');
    channel.write('\u0004');
    expect((await closed)[0]).toBe(0);
  });

  it('interrupts what sleeps, even when Ctrl-C comes in the same packet', async () => {
    const { gate } = await startOpenGate();
    const { channel, until } = await openShell(await logIn(gate));
    await until(/\$ $/);
    channel.write('sleep 1000; echo not this\r');
    await until(/this\r\n/);
    channel.write('\u0003');
    expect(await until(/\$ $/)).not.toContain('not this');
    channel.write('sleep 1000\rtyped ahead\u0003echo after\r');
    expect(await until(/\r\nafter\r\n/)).toContain('^C');
  });

  it('writes yes no faster than it is read, and ends it at Ctrl-C', async () => {
    const { gate } = await startOpenGate();
    const client = await logIn(gate);
    const channel = await new Promise<ClientChannel>((resolve, reject) => {
      client.shell({ cols: 80, rows: 24 }, (error, opened) => (error ? reject(error) : resolve(opened)));
    });
    channel.write('yes\r');
    // Nothing reads the channel: its window is used up, and what is written stops.
    let length = 0;
    const hasStopped = () => {
      const before = length;
      length = channel.readableLength;
      return length > 2_000_000 && length === before;
    };
    await vi.waitUntil(hasStopped, { interval: 50, timeout: 10_000 });
    expect(channel.readableLength).toBeLessThan(4_194_304);
    const held = process.memoryUsage().arrayBuffers;
    expect(await execute(client, 'seq 1 100000 | tail -n 1')).toEqual({ output: '100000\n', errors: '', status: 0 });
    expect(channel.readableLength).toBe(length);
    expect(process.memoryUsage().arrayBuffers - held).toBeLessThan(1_000_000);
    channel.write('\u0003');
    const { until } = watchScreen(channel);
    await until(/\^C\r\nguest@practice:~\$ $/);
    channel.write('echo $?\r');
    await until(/\r\n130\r\n/);
  });

  it('takes whatever is sent', async () => {
    const watched = await startOpenGate();
    const client = await logIn(watched.gate);
    const { channel, until } = await openShell(client, 0);
    await until(/\$ $/);
    channel.write(
      Buffer.from(Array.from({ length: 20_000 }, (_, index) => (index * 7919) % 256).filter((byte) => byte !== 4)),
    );
    channel.setWindow(0, 1, 0, 0);
    channel.write(`${'x'.repeat(10_000)}\u0003\u0003`);
    channel.write('echo still $((\rtrue\recho here\r');
    await until(/\r\nhere\r\n/);
    expect(watched.events.some(({ event }) => event === 'session-failed')).toBe(false);
  });
});
