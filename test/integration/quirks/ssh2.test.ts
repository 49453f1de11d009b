import { readFileSync } from 'node:fs';
import { setTimeout as delay, setImmediate } from 'node:timers/promises';
import ssh2, { type AuthHandlerMiddleware, type ClientChannel, type Connection } from 'ssh2';
import { describe, expect, it, test, vi } from 'vitest';
import { ownOffer } from '../../../electron/core/ssh/quirks/hear-offer.ts';
import { insideOf, knownVersion } from '../../../electron/core/ssh/quirks/inside.ts';
import { listenTcp } from '../../support/loopback.ts';
import { messages, payloadOf, sendRaw } from '../session/raw-packets.ts';
import { startSshServer, type TestServer } from '../session/ssh-server.ts';
import { bareClient, bareSession } from './bare-ssh2.ts';

// Each of these shows what ssh2 does by itself. Where one fails, ssh2 has changed: look whether its quirk can go.

function firstOf({ connections }: TestServer): Connection {
  const [connection] = connections;
  if (connection === undefined) throw new Error('nobody has come');
  return connection;
}

function execOf(client: ssh2.Client): Promise<ClientChannel> {
  return new Promise((resolve, reject) =>
    client.exec('anything', (error, channel) => (error === undefined ? resolve(channel) : reject(error))),
  );
}

const acceptsCommands = { onSession: (session: ssh2.Session) => session.on('exec', (accept) => void accept()) };

describe('inside', () => {
  test('the version is the one that the room was written for, and pinned', () => {
    const installed = JSON.parse(readFileSync('node_modules/ssh2/package.json', 'utf8')) as { version: string };
    const wanted = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: { ssh2: string } };
    expect([installed.version, wanted.dependencies.ssh2]).toEqual([knownVersion, knownVersion]);
  });

  test('everything that is touched is there', async () => {
    const server = await startSshServer();
    const { client } = await bareClient(server.port);
    const { _protocol: protocol, _chanMgr: channels } = insideOf(client);
    for (const call of ['authNone', 'authPassword', 'authPK', 'authKeyboard', 'authInfoRes', 'pty'] as const) {
      expect(protocol[call], call).toBeTypeOf('function');
    }
    expect(channels.get(0)).toBeUndefined();
    for (const names of Object.values(ownOffer(client))) expect(names.length).toBeGreaterThan(0);
  });
});

describe('keep-to-rules', () => {
  it('is there since data beyond the window are taken without bound', async () => {
    const server = await startSshServer(acceptsCommands);
    const { client } = await bareSession(server.port);
    const channel = await execOf(client);
    const packet = payloadOf(messages.channelData, 0, Buffer.alloc(30_000));
    for (let sent = 0; sent < 512; sent += 1) {
      sendRaw(firstOf(server), packet);
      if (sent % 16 === 0) await setImmediate();
    }
    await expect.poll(() => channel.readableLength).toBeGreaterThan(12 * 1024 * 1024);
  });

  it('is there since what cannot be read is passed on as undefined', async () => {
    const server = await startSshServer({
      onLogin: () => sendRaw(firstOf(server), payloadOf(messages.banner, 4_000_000, '')),
    });
    const { client } = await bareClient(server.port);
    expect(await new Promise((resolve) => client.once('banner', resolve))).toBeUndefined();
  });

  it('is there since a refusal that nobody asked for is answered with the next way to log in', async () => {
    const server = await startSshServer({
      onLogin: () => {
        for (let count = 0; count < 3; count += 1)
          sendRaw(firstOf(server), payloadOf(messages.loginFailure, 'password', false));
      },
    });
    let asked = 0;
    const authHandler: AuthHandlerMiddleware = (methods, _partial, next) => {
      asked += 1;
      if (methods === null) next({ type: 'none', username: 'guest' });
    };
    await bareClient(server.port, { authHandler });
    await expect.poll(() => asked).toBe(4);
  });
});

describe('hear-words', () => {
  it('is there since a farewell by application says nothing', async () => {
    const server = await startSshServer({
      onLogin: () => sendRaw(firstOf(server), payloadOf(messages.disconnect, 11, 'Account expired', '')),
    });
    const { client, events } = await bareClient(server.port);
    await new Promise((resolve) => client.once('close', () => resolve(undefined)));
    expect(events.filter((event) => event.startsWith('error'))).toEqual([]);
  });

  it('is there since what keyboard-interactive only tells is answered and dropped', async () => {
    let answered = false;
    const server = await startSshServer({
      onLogin: (context) => {
        if (context.method !== 'keyboard-interactive') return context.reject(['keyboard-interactive']);
        context.prompt([], 'The system is going down.', () => {
          answered = true;
          context.accept();
        });
      },
    });
    const told = vi.fn();
    const authHandler: AuthHandlerMiddleware = (methods, _partial, next) =>
      next(
        methods === null
          ? { type: 'none', username: 'guest' }
          : { type: 'keyboard-interactive', username: 'guest', prompt: told },
      );
    await bareSession(server.port, { authHandler });
    expect(answered).toBe(true);
    expect(told).not.toHaveBeenCalled();
  });
});

describe('go-on-without-terminal', () => {
  it('is there since a terminal that is refused ends the channel', async () => {
    const begun = vi.fn();
    const server = await startSshServer({
      onSession: (session) => session.on('pty', (_accept, reject) => reject()).on('shell', begun),
    });
    const { client } = await bareSession(server.port);
    const error = await new Promise<Error | undefined>((resolve) => client.shell({}, resolve));
    expect(error?.message).toContain('pseudo-terminal');
    expect(begun).not.toHaveBeenCalled();
  });
});

describe('hear-offer', () => {
  it('is there since nothing in common is told without the offers', async () => {
    const server = await startSshServer();
    const { client, events } = await bareClient(server.port, { algorithms: { serverHostKey: ['ssh-dss'] } });
    await new Promise((resolve) => client.once('close', () => resolve(undefined)));
    expect(events[0]).toBe('error: Handshake failed: no matching host key format');
  });
});

describe('host-key-answers', () => {
  it('are there since what is written while a question waits breaks the session', async () => {
    const server = await startSshServer({
      onSession: (session) => session.on('exec', (accept) => void accept().resume()),
    });
    const troubles: string[] = [];
    let exchanges = 0;
    const { client } = await bareSession(server.port, {
      hostVerifier: (_key: Buffer, answer: (isGood: boolean) => void) => {
        exchanges += 1;
        if (exchanges === 1) answer(true);
        else setTimeout(() => answer(true), 50);
      },
    });
    firstOf(server).on('error', (error) => void troubles.push(error.message));
    const channel = await execOf(client);
    const writing = setInterval(() => channel.write(Buffer.alloc(1000)), 1);
    firstOf(server).rekey();
    await expect.poll(() => troubles.length, { timeout: 10_000 }).toBeGreaterThan(0);
    clearInterval(writing);
  });

  it('are there since one for a connection that has gone throws', async () => {
    const server = await startSshServer();
    let answer: ((isGood: boolean) => void) | undefined;
    const { client, socket } = await bareClient(server.port, {
      hostVerifier: (_key: Buffer, given: (isGood: boolean) => void) => {
        answer = given;
      },
    });
    await expect.poll(() => answer).toBeDefined();
    const closed = new Promise((resolve) => client.once('close', () => resolve(undefined)));
    socket.destroy();
    await closed;
    expect(() => answer?.(false)).toThrow();
  });
});

describe('on-greeting', () => {
  it('is there since a server’s first line is no event', async () => {
    const server = await listenTcp((socket) => void socket.write('SSH-2.0-only\r\n'));
    const { events, socket } = await bareClient(server.port);
    await expect.poll(() => socket.bytesRead).toBeGreaterThan(0);
    await delay(50);
    expect(events).toEqual([]);
  });
});

describe('forwarded-line', () => {
  it('is there since a write to a channel that has gone never ends', async () => {
    const server = await startSshServer(acceptsCommands);
    const { client } = await bareSession(server.port);
    const channel = await execOf(client);
    let isWritten = false;
    channel.close();
    channel.write('more', () => {
      isWritten = true;
    });
    await delay(50);
    expect(isWritten).toBe(false);
  });
});

describe('reads-ed25519', () => {
  it('is there since an algorithm that is not known throws', () => {
    const algorithms = { serverHostKey: ['ssh-unheard-of'] } as unknown as ssh2.Algorithms;
    expect(() => new ssh2.Client().connect({ username: 'guest', algorithms })).toThrow('Unsupported algorithm');
  });
});
