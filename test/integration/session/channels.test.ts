import { once } from 'node:events';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { ServerChannel, Session } from 'ssh2';
import { describe, expect, it } from 'vitest';
import { failureOf } from '../../support/failure-of.ts';
import { payloadOf, sendRaw } from './raw-packets.ts';
import { startSshServer, type TestServer, visit } from './ssh-server.ts';

/** A server that runs each command by a function of its own. */
async function running(command: (channel: ServerChannel, line: string) => void) {
  const server = await startSshServer({
    onSession: (session) => session.on('exec', (accept, _reject, { command: line }) => command(accept(), line)),
  });
  const { session } = await visit(server.port);
  return { server, ssh: await session };
}

function cut({ sockets }: TestServer): void {
  for (const socket of sockets) socket.destroy();
}

describe('a command', () => {
  it.each([0, 1, 7, 255])('ends with the exit status that the server says (%i)', async (status) => {
    const { ssh } = await running((channel, line) => {
      channel.write(`out ${line}`);
      channel.stderr.write('err');
      channel.exit(status);
      channel.end();
    });
    const { output, errors, ended } = await ssh.run('do it');
    expect(await Promise.all([text(output), text(errors), ended])).toEqual(['out do it', 'err', { exitCode: status }]);
  });

  it('ends with the signal that ended it', async () => {
    const { ssh } = await running((channel) => {
      channel.exit('TERM');
      channel.end();
    });
    const { output, ended } = await ssh.run('sleep');
    output.resume();
    expect(await ended).toEqual({ signal: 'TERM' });
  });

  it('ends with neither where the server says neither', async () => {
    const { ssh } = await running((channel) => channel.close());
    const { output, ended } = await ssh.run('quit');
    output.resume();
    expect(await ended).toEqual({});
  });

  it('reads its input to the end', async () => {
    const { ssh } = await running((channel) => {
      text(channel).then((given) => {
        channel.end(given.toUpperCase());
        channel.exit(0);
      });
    });
    const { input, output } = await ssh.run('tr a-z A-Z');
    input.end('abc');
    expect(await text(output)).toBe('ABC');
  });

  it('hands over 20 MB as a whole, however slowly they are read', async () => {
    const part = Buffer.alloc(65_536, 'x');
    const parts = 320;
    const { ssh } = await running(async (channel) => {
      for (let sent = 0; sent < parts; sent += 1) if (!channel.write(part)) await once(channel, 'drain');
      channel.exit(0);
      channel.end();
    });
    const { output, ended } = await ssh.run('cat big');
    let [read, writes, longestWait] = [0, 0, 0];
    const slow = new Writable({
      highWaterMark: 16_384,
      write(chunk: Buffer, _encoding, done) {
        read += chunk.length;
        writes += 1;
        longestWait = Math.max(longestWait, output.readableLength);
        if (writes % 50 === 0) setTimeout(done, 5);
        else done();
      },
    });
    const end = await Promise.all([ended, pipeline(output, slow)]);
    expect(read).toBe(part.length * parts);
    expect(end[0]).toEqual({ exitCode: 0 });
    // Whoever does not read pauses the server: no more than SSH's window waits here.
    expect(longestWait).toBeLessThan(4 * 1024 * 1024);
  });

  it('that is refused is a failure', async () => {
    const server = await startSshServer({ onSession: (session) => session.on('exec', (_accept, reject) => reject()) });
    const ssh = await (await visit(server.port)).session;
    expect((await failureOf(ssh.run('id'))).code).toBe('shell-refused');
  });

  it.each([
    [
      'open\u001b[2J failed\r\nportcullis: the gate is shut',
      ', and said “open[2J failed portcullis: the gate is shut”.',
    ],
    ['', ', without a word.'],
  ])('whose channel is refused quotes the server on one line: %j', async (said, told) => {
    const number = Buffer.from([0, 0, 0, 0]);
    const server = await startSshServer({
      onSession: () => undefined,
      onConnection: (connection) =>
        connection.prependListener('session', () =>
          sendRaw(connection, Buffer.concat([payloadOf(92), number, payloadOf(0, 1, said, '').subarray(1)])),
        ),
    });
    const ssh = await (await visit(server.port)).session;
    const { code, message } = await failureOf(ssh.run('id'));
    expect(code).toBe('shell-refused');
    expect(message).toBe(`The server logged you in and then refused to run anything${told}`);
  });
});

describe('a terminal', () => {
  it('is told to the server, and each new size too', async () => {
    const sizes: unknown[] = [];
    let resized: () => void = () => undefined;
    const isResized = new Promise<void>((resolve) => {
      resized = resolve;
    });
    const onSession = (session: Session) => {
      session.on('pty', (accept, _reject, info) => {
        sizes.push([(info as { term?: string }).term, info.cols, info.rows]);
        accept();
      });
      session.on('window-change', (accept, _reject, { cols, rows }) => {
        sizes.push([cols, rows]);
        accept?.();
        resized();
      });
      session.on('shell', (accept) => void accept().write('$ '));
    };
    const server = await startSshServer({ onSession });
    const ssh = await (await visit(server.port)).session;
    const shell = await ssh.shell({ term: 'xterm-256color', columns: 132, rows: 43 });
    // The server goes when the test is over.
    shell.ended.catch(() => undefined);
    expect(String((await once(shell.output, 'data'))[0])).toBe('$ ');
    shell.resize(99, 33);
    await isResized;
    expect(sizes).toEqual([
      ['xterm-256color', 132, 43],
      [99, 33],
    ]);
  });
});

describe('a connection', () => {
  it('that breaks ends what runs on it, and nothing runs on it any more', async () => {
    const { ssh, server } = await running((channel) => void channel.write('begun'));
    const { output, ended } = await ssh.run('sleep');
    const failure = failureOf(ended);
    await once(output, 'data');
    cut(server);
    output.resume();
    expect((await failure).code).toBe('connection-lost');
    expect((await failureOf(ssh.run('id'))).code).toBe('connection-lost');
  });

  it('witnesses for the path while it lives, as often as it is asked', async () => {
    const { ssh, server } = await running((channel) => channel.close());
    expect(await ssh.witness.isAlive(5000)).toBe(true);
    expect(await ssh.witness.isAlive(5000)).toBe(true);
    cut(server);
    await expect.poll(() => ssh.witness.isAlive(1000)).toBe(false);
  });

  it('is no witness where the server is silent', async () => {
    const { ssh, server } = await running((channel) => channel.close());
    for (const socket of server.sockets) socket.pause();
    await delay(0);
    expect(await ssh.witness.isAlive(150)).toBe(false);
    for (const socket of server.sockets) socket.resume();
    expect(await ssh.witness.isAlive(5000)).toBe(true);
  });

  it('ends when the session is over', async () => {
    const { ssh, server } = await running((channel) => channel.close());
    const closed = Promise.all(server.connections.map((connection) => once(connection, 'close')));
    ssh.end();
    await closed;
    expect(await ssh.witness.isAlive(1000)).toBe(false);
  });
});
