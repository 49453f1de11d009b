import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openHostKeyStore } from '../../../electron/core/ssh/host-key-store.ts';
import { failureOf } from '../../support/failure-of.ts';
import { listenTcp } from '../../support/loopback.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { makeKey, startSshServer, visit } from './ssh-server.ts';

const keyType = 'ecdsa-sha2-nistp256';

function freshStore() {
  return openHostKeyStore({ dataFolder: join(temporaryFolder(), 'data'), userFiles: [] });
}

/** A server that notes whether anybody tried to log in. */
async function startWatchfulServer() {
  let logins = 0;
  const server = await startSshServer({
    onLogin: (context) => {
      logins += 1;
      context.accept();
    },
  });
  return { ...server, logins: () => logins };
}

describe('a host key', () => {
  it('that nobody knows is asked about, and remembered when it is accepted', async () => {
    const server = await startWatchfulServer();
    const store = freshStore();
    const { session, keys } = await visit(server.port, { store });
    (await session).end();
    expect(keys).toMatchObject([{ host: 'gate.example', port: server.port, address: '127.0.0.1', keyKind: 'ECDSA' }]);
    expect(keys[0]?.fingerprint).toMatch(/^SHA256:[\w+/]{43}$/);
    const again = await visit(server.port, { store });
    await again.session;
    expect(again.keys).toEqual([]);
    expect(readFileSync(store.path, 'utf8').trim().split('\n')).toHaveLength(1);
  });

  it('that is not accepted ends the login before it begins', async () => {
    const server = await startWatchfulServer();
    const { session, store, socket } = await visit(server.port, { acceptsKey: false });
    const failure = await failureOf(session);
    expect(failure.code).toBe('host-key-unknown');
    expect(failure.message).toContain('SHA256:');
    expect(server.logins()).toBe(0);
    expect(existsSync(store.path)).toBe(false);
    expect(socket.destroyed).toBe(true);
  });

  it('that has changed is refused without a question, and both keys are named', async () => {
    const server = await startWatchfulServer();
    const store = freshStore();
    await store.remember('gate.example', server.port, makeKey().blob);
    const { session, keys } = await visit(server.port, { store });
    const failure = await failureOf(session);
    expect(failure.code).toBe('host-key-changed');
    expect(failure.message.match(/SHA256:[\w+/]{43}/g)).toHaveLength(2);
    expect(failure.message).toContain(`${store.path}:1`);
    expect(keys).toEqual([]);
    expect(server.logins()).toBe(0);
  });

  it('that is revoked is refused, though it is known too', async () => {
    const server = await startWatchfulServer();
    const store = freshStore();
    const line = `[gate.example]:${server.port} ${keyType} ${server.hostKey.toString('base64')}`;
    mkdirSync(dirname(store.path), { recursive: true });
    appendFileSync(store.path, `${line}\n@revoked ${line}\n`);
    const failure = await failureOf((await visit(server.port, { store })).session);
    expect(failure.code).toBe('host-key-revoked');
    expect(failure.message).toContain(`${store.path}:2`);
    expect(server.logins()).toBe(0);
  });

  it('is not good any more where another connection found out meanwhile that the host has another', async () => {
    const server = await startWatchfulServer();
    const store = freshStore();
    const { session, keys } = await visit(server.port, {
      store,
      onKeyQuestion: () => store.remember('gate.example', server.port, makeKey().blob),
    });
    expect((await failureOf(session)).code).toBe('host-key-changed');
    expect(keys).toHaveLength(1);
    expect(server.logins()).toBe(0);
    expect(readFileSync(store.path, 'utf8').trim().split('\n')).toHaveLength(1);
  });

  it('is not asked about where the known ones cannot be read', async () => {
    const server = await startWatchfulServer();
    const folder = temporaryFolder();
    const store = openHostKeyStore({ dataFolder: join(folder, 'data'), userFiles: [folder] });
    const { session, keys } = await visit(server.port, { store });
    expect((await failureOf(session)).code).toBe('known-hosts-unreadable');
    expect(keys).toEqual([]);
  });
});

describe('what answers', () => {
  it('and is no SSH server is told so', async () => {
    const web = await listenTcp((socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')));
    const failure = await failureOf((await visit(web.port)).session);
    expect(failure.code).toBe('not-ssh');
    expect(failure.message).toContain(`port ${web.port} of gate.example`);
  });

  it('and hangs up before its first line is a connection that was lost, and no stranger', async () => {
    const full = await listenTcp((socket) => socket.once('data', () => socket.end()));
    expect((await failureOf((await visit(full.port)).session)).code).toBe('connection-lost');
  });

  it('and hangs up in the middle is a connection that was lost', async () => {
    const rude = await listenTcp((socket) => {
      socket.write('SSH-2.0-rude\r\n');
      socket.once('data', () => socket.end());
    });
    expect((await failureOf((await visit(rude.port)).session)).code).toBe('connection-lost');
    const ruder = await listenTcp((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect((await failureOf((await visit(ruder.port)).session)).code).toBe('connection-lost');
  });

  it('with algorithms of old only is told so', async () => {
    const old = await listenTcp((socket) => {
      const names = (list: string) => Buffer.concat([Buffer.from([0, 0, 0, list.length]), Buffer.from(list)]);
      const lists = [
        'diffie-hellman-group1-sha1',
        'ssh-dss',
        'arcfour',
        'arcfour',
        'hmac-md5',
        'hmac-md5',
        'none',
        'none',
        '',
        '',
      ];
      const body = Buffer.concat([Buffer.from([20]), Buffer.alloc(16), ...lists.map(names), Buffer.alloc(5)]);
      const padding = 8 - ((body.length + 5) % 8) + 8;
      const head = Buffer.alloc(5);
      head.writeUInt32BE(body.length + padding + 1);
      head[4] = padding;
      socket.write(Buffer.concat([Buffer.from('SSH-2.0-old\r\n'), head, body, Buffer.alloc(padding)]));
      socket.resume();
    });
    const failure = await failureOf((await visit(old.port)).session);
    expect(failure.code).toBe('handshake-failed');
    expect(failure.remedy).toContain('Update');
  });
});

describe('a login that is cancelled', () => {
  it('while a person is asked ends the connection', async () => {
    const cancel = new AbortController();
    const server = await startSshServer({ onLogin: (context) => context.reject(['password']) });
    const { session, socket } = await visit(server.port, {
      signal: cancel.signal,
      onQuestion: () => cancel.abort(),
      answers: ['late'],
    });
    expect((await failureOf(session)).code).toBe('cancelled');
    expect(socket.destroyed).toBe(true);
  });

  it('while the server is silent ends at once', async () => {
    const cancel = new AbortController();
    const mute = await listenTcp((socket) => socket.once('data', () => cancel.abort()));
    const { session, socket } = await visit(mute.port, { signal: cancel.signal });
    expect((await failureOf(session)).code).toBe('cancelled');
    expect(socket.destroyed).toBe(true);
  });

  it('before it began is cancelled', async () => {
    const server = await startSshServer();
    const { session, keys, socket } = await visit(server.port, { signal: AbortSignal.abort() });
    expect((await failureOf(session)).code).toBe('cancelled');
    expect(keys).toEqual([]);
    expect(socket.destroyed).toBe(true);
  });
});
