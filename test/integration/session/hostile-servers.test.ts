import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import type { AuthContext, Connection, Session } from 'ssh2';
import { describe, expect, it } from 'vitest';
import { cancellable } from '../../../electron/core/cancel.ts';
import type { SshSession } from '../../../electron/core/ssh/ssh-session.ts';
import { failureOf } from '../../support/failure-of.ts';
import { listenTcp } from '../../support/loopback.ts';
import { messages, payloadOf, sendRaw } from './raw-packets.ts';
import { startSshServer, type TestServer, visit } from './ssh-server.ts';

const { channelData, channelEof, channelExtendedData, channelOpenConfirmation, channelRequest } = messages;

function firstOf({ connections }: TestServer): Connection {
  const [connection] = connections;
  if (connection === undefined) throw new Error('nobody has come');
  return connection;
}

/** A session at a server that accepts a command, and then does this. */
async function channelAt(afterwards: (connection: Connection) => void) {
  const server = await startSshServer({ onSession: (session) => session.on('exec', (accept) => void accept()) });
  const { session, socket } = await visit(server.port);
  const channel = await (await session).run('anything');
  afterwards(firstOf(server));
  return { channel, socket };
}

/** What a login comes to at a server that does this when it is asked for the first time. */
async function loginAt(onFirst: (connection: Connection, context: AuthContext) => void, answers = ['secret']) {
  let server: TestServer | undefined;
  server = await startSshServer({
    onLogin: (context) => {
      if (server !== undefined) onFirst(firstOf(server), context);
    },
  });
  const visiting = await visit(server.port, { answers });
  return { ...visiting, failure: await failureOf(visiting.session) };
}

describe('a server that sends more than the window it was given', () => {
  it.each([
    ['in its output', payloadOf(channelData, 0, Buffer.alloc(30_000))],
    ['in its errors', payloadOf(channelExtendedData, 0, 1, Buffer.alloc(30_000))],
  ])('%s is hung up on, and fills no memory', async (_, packet) => {
    const { channel, socket } = await channelAt(async (connection) => {
      for (let sent = 0; sent < 2048; sent += 1) {
        sendRaw(connection, packet);
        if (sent % 16 === 0) await setImmediate();
      }
    });
    const failure = failureOf(channel.ended);
    if (!socket.destroyed) await once(socket, 'close');
    // ssh2 gives the next window before the last one was read to its end.
    const waiting = channel.output.readableLength + channel.errors.readableLength;
    expect(waiting).toBeLessThanOrEqual(4 * 1024 * 1024);
    channel.output.resume();
    channel.errors.resume();
    expect(await failure).toMatchObject({ code: 'protocol-broken', message: expect.stringContaining('its window') });
  });
});

it('a server that asks without end and reads no answer is hung up on', async () => {
  let ask: (count: number) => void = () => undefined;
  const { channel, socket } = await channelAt((connection) => {
    ask = (count) => {
      for (let asked = 0; asked < count; asked += 1) sendRaw(connection, payloadOf(80, 'keepalive', true));
    };
  });
  // As where the buffers of the network are full, which takes much longer.
  socket.cork();
  ask(10_100);
  channel.output.resume();
  channel.errors.resume();
  const failure = await failureOf(channel.ended);
  expect(failure).toMatchObject({ code: 'protocol-broken', message: expect.stringContaining('read no answer') });
});

describe('a server that breaks another rule of a channel', () => {
  it.each([
    ['data after their end', [payloadOf(channelEof, 0), payloadOf(channelData, 0, 'more')]],
    ['a signal without a name', [payloadOf(channelRequest, 0, 'exit-signal', false, 4_000_000, true, '', '')]],
    ['a channel that nobody can have', [payloadOf(channelData, 2 ** 32 - 1, 'more')]],
  ])('with %s is hung up on, and told as that', async (_, packets) => {
    const { channel } = await channelAt((connection) => {
      for (const packet of packets) sendRaw(connection, packet);
    });
    channel.output.resume();
    channel.errors.resume();
    expect((await failureOf(channel.ended)).code).toBe('protocol-broken');
  });

  it('with packets of no size is hung up on, and nothing is sent for ever', async () => {
    const server = await startSshServer();
    const { session } = await visit(server.port);
    const ssh = await session;
    firstOf(server).removeAllListeners('session');
    firstOf(server).on('session', () =>
      sendRaw(firstOf(server), payloadOf(channelOpenConfirmation, 0, 0, 1_000_000, 0)),
    );
    expect((await failureOf(ssh.run('anything'))).code).toBe('protocol-broken');
  });
});

describe('a server that answers a login wrongly', () => {
  const malformed = (message: number) => payloadOf(message, 4_000_000, 'password', false);
  it.each([
    ['a refusal that cannot be read', malformed(messages.loginFailure)],
    ['a banner that cannot be read', malformed(messages.banner)],
    ['a farewell that cannot be read', payloadOf(messages.disconnect)],
    ['the beginning of the login again', payloadOf(messages.serviceAccept, 'ssh-userauth')],
    ['a channel’s data', payloadOf(channelData, 0xff_ff_ff_ff, '')],
  ])('with %s is told as what it did', async (_, packet) => {
    const { failure } = await loginAt((connection) => sendRaw(connection, packet));
    expect(failure.code, failure.message).toBe('protocol-broken');
  });

  it('with a question while the last one is open is told as that, and nobody is asked twice', async () => {
    const question = payloadOf(messages.infoRequest, 'title', '', '', 1, 'Code: ', false);
    const { failure, secrets } = await loginAt((connection, context) => {
      if (context.method !== 'keyboard-interactive') return context.reject(['keyboard-interactive']);
      sendRaw(connection, question);
      sendRaw(connection, question);
    });
    expect(failure).toMatchObject({ code: 'protocol-broken', message: expect.stringContaining('before the last one') });
    expect(secrets).toHaveLength(1);
  });

  it.each(['loginFailure', 'loginSuccess'] as const)(
    'with a %s before anybody asked is told as that',
    async (message) => {
      const refusal =
        message === 'loginFailure'
          ? payloadOf(messages.loginFailure, 'password', false)
          : payloadOf(messages.loginSuccess);
      const { failure, secrets } = await loginAt((connection, context) => {
        context.reject(['password']);
        sendRaw(connection, refusal);
        sendRaw(connection, refusal);
      });
      expect(failure.code).toBe('protocol-broken');
      expect(secrets.length).toBeLessThanOrEqual(1);
    },
  );
});

describe('the last words of a server', () => {
  const farewell = (reason: number, text: string) => payloadOf(messages.disconnect, reason, text, '');

  it.each([
    ['with its reason', 2],
    ['by application, which ssh2 passes over', 11],
  ])('that hangs up in the login %s are told whole, as its own', async (_, reason) => {
    const text = `Account expired.\n“portcullis: the gate is shut”\u001b[2J ${'x'.repeat(9000)} end`;
    const { failure } = await loginAt((connection, context) => {
      if (context.method === 'none') return context.reject(['password']);
      sendRaw(connection, farewell(reason, text));
    });
    expect(failure.code).toBe('login-refused');
    expect(failure.message).toMatch(/said “Account expired\. "portcullis: the gate is shut"\[2J x{9000} end”\.$/);
    expect(failure.message).not.toContain('\n');
  });

  it('that come as a banner just before it hangs up are told too, and not those from before the login', async () => {
    const { failure, banners } = await loginAt((connection, context) => {
      if (context.method === 'none') {
        sendRaw(connection, payloadOf(messages.banner, 'Authorized use only.', ''));
        return context.reject(['password']);
      }
      sendRaw(connection, payloadOf(messages.banner, 'Your account has expired.', ''));
      connection.end();
    });
    expect(failure.code).toBe('login-refused');
    expect(failure.message).toContain('“Your account has expired.”');
    expect(failure.message).not.toContain('Authorized');
    expect(banners).toEqual(['Authorized use only.', 'Your account has expired.']);
  });

  it('that keyboard-interactive only tells are told as well', async () => {
    const { failure, banners } = await loginAt((connection, context) => {
      if (context.method !== 'keyboard-interactive') return context.reject(['keyboard-interactive']);
      sendRaw(connection, payloadOf(messages.infoRequest, '', 'The system is going down.', '', 0));
      connection.end();
    });
    expect(banners).toEqual(['The system is going down.']);
    expect(failure).toMatchObject({
      code: 'login-refused',
      message: expect.stringContaining('“The system is going down.”'),
    });
  });

  it('of a session are told as why it was lost', async () => {
    const { channel } = await channelAt((connection) =>
      sendRaw(connection, farewell(2, 'Rebooting, back in a minute')),
    );
    channel.output.resume();
    expect(await failureOf(channel.ended)).toMatchObject({
      code: 'connection-lost',
      message: expect.stringContaining('said “Rebooting, back in a minute”'),
    });
  });
});

describe('a server that starts nothing', () => {
  const silentAt: Readonly<Record<string, (session: Session) => void>> = {
    terminal: (session) => void session.on('pty', () => undefined),
    shell: (session) => void session.on('pty', (accept) => accept()).on('shell', () => undefined),
    command: (session) => void session.on('exec', () => undefined),
  };
  const terminal = { term: 'xterm', columns: 80, rows: 24 };

  it('is given up on after half a minute, wherever it stopped', async () => {
    const waits: Promise<unknown>[] = [];
    for (const [stage, onSession] of Object.entries({ channel: undefined, ...silentAt })) {
      const server = await startSshServer(onSession === undefined ? {} : { onSession });
      const ssh = await (await visit(server.port)).session;
      if (onSession === undefined)
        firstOf(server)
          .removeAllListeners('session')
          .on('session', () => undefined);
      const opening = stage === 'command' ? ssh.run('sleep', terminal) : ssh.shell(terminal);
      waits.push(
        failureOf(opening).then(({ code, message }) =>
          expect([code, message]).toEqual(['shell-refused', expect.stringContaining('30 s')]),
        ),
      );
    }
    await Promise.all(waits);
  }, 45_000);

  it('can be left at any time', async () => {
    const server = await startSshServer({ onSession: silentAt['shell'] as (session: Session) => void });
    const ssh = await (await visit(server.port)).session;
    const cancel = new AbortController();
    const opening = failureOf(cancellable(ssh.shell(terminal), cancel.signal));
    cancel.abort();
    expect((await opening).code).toBe('cancelled');
    await endsSoon(ssh, server);
  });

  it('and does not hang up in return is left all the same', async () => {
    const server = await startSshServer();
    const { session, socket } = await visit(server.port);
    const ssh = await session;
    for (const one of server.sockets) one.pause();
    ssh.end();
    if (!socket.destroyed) await once(socket, 'close');
  }, 10_000);
});

async function endsSoon(ssh: SshSession, { connections }: TestServer): Promise<void> {
  const closed = Promise.all(connections.map((connection) => once(connection, 'close')));
  ssh.end();
  await closed;
}

describe('a server that gives no terminal', () => {
  it('starts its shell all the same, on the same channel, and that is said', async () => {
    let channels = 0;
    const server = await startSshServer({
      onSession: (session) => {
        channels += 1;
        session.on('pty', (_accept, reject) => reject()).on('shell', (accept) => void accept().write('welcome\n'));
      },
    });
    const { session, warnings } = await visit(server.port);
    const shell = await (await session).shell({ term: 'xterm', columns: 80, rows: 24 });
    expect(String((await once(shell.output, 'data'))[0])).toBe('welcome\n');
    shell.ended.catch(() => undefined);
    expect(shell.hasTerminal).toBe(false);
    expect(warnings).toEqual([expect.stringContaining('no terminal')]);
    expect(channels).toBe(1);
  });
});

describe('a server with which nothing is in common', () => {
  const modern = {
    kex: 'curve25519-sha256',
    hostKey: 'ssh-ed25519,ecdsa-sha2-nistp256',
    cipher: 'aes128-ctr',
    mac: 'hmac-sha2-256',
  };

  async function failureAt(changes: Partial<typeof modern>) {
    const { kex, hostKey, cipher, mac } = { ...modern, ...changes };
    const lists = [`${kex},kex-strict-s-v00@openssh.com`, hostKey, cipher, cipher, mac, mac, 'none', 'none', '', ''];
    const payload = Buffer.concat([
      payloadOf(20),
      Buffer.alloc(16),
      payloadOf(0, ...lists).subarray(1),
      Buffer.alloc(5),
    ]);
    const padding = 16 - ((payload.length + 5) % 8);
    const head = payloadOf(0, payload.length + padding + 1).subarray(1);
    const server = await listenTcp((socket) => {
      socket.write(
        Buffer.concat([Buffer.from('SSH-2.0-other\r\n'), head, Buffer.from([padding]), payload, Buffer.alloc(padding)]),
      );
      socket.resume();
    });
    return failureOf((await visit(server.port)).session);
  }

  it.each([
    [{ kex: 'curve448-sha512' }, 'exchange keys', 'curve25519-sha256'],
    [{ hostKey: 'ssh-ed448' }, 'host key', 'ecdsa-sha2-nistp256'],
    [{ cipher: 'camellia256-ctr' }, 'cipher', 'aes128-gcm@openssh.com'],
    [{ mac: 'umac-128@openssh.com' }, 'MAC', 'hmac-sha2-256'],
  ])('%j: both offers are shown, and neither is called unsafe', async (changes, part, ours) => {
    const failure = await failureAt(changes);
    expect(failure.code).toBe('handshake-failed');
    expect(failure.message).toContain(part);
    expect(failure.message).toContain(`The server offers ${Object.values(changes)[0]};`);
    expect(failure.message.split('Portcullis offers ')[1]).toContain(ours);
    expect(failure.message).not.toContain('kex-strict');
    expect(`${failure.message}${failure.remedy}`).not.toMatch(/safe|Update/);
  });

  it('but what post-quantum computers stand: it is not called unsafe, and what to allow is said', async () => {
    const failure = await failureAt({ kex: 'mlkem768x25519-sha256,sntrup761x25519-sha512' });
    expect(failure.message).toContain('mlkem768x25519-sha256');
    expect(failure.remedy).toMatch(/quantum.*curve25519-sha256/);
    expect(failure.remedy).not.toMatch(/no longer safe/);
  });

  it('but what is outdated: it is called so', async () => {
    const failure = await failureAt({ kex: 'diffie-hellman-group1-sha1,diffie-hellman-group-exchange-sha1' });
    expect(failure.remedy).toContain('no longer safe');
  });
});
