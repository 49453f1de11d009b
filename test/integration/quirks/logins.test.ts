import { connect } from 'node:net';
import ssh2, { type AuthHandlerMiddleware } from 'ssh2';
import { expect, it, onTestFinished } from 'vitest';
import { passwordBytes } from '../../../electron/core/ssh/quirks/password-bytes.ts';
import { makeKey, startSshServer } from '../session/ssh-server.ts';

// What ssh2 does by itself. Where it fails, ssh2 has changed: look whether its quirk can go.

it('login-answers is there since what a server says to an agent’s key stays hidden', async () => {
  let hasKey = false;
  const server = await startSshServer({
    onLogin(context) {
      if (context.method !== 'publickey') return context.reject(['publickey']);
      if (context.signature === undefined) return context.accept();
      hasKey = true;
      context.reject(['password'], true);
    },
  });
  const socket = connect({ port: server.port, host: '127.0.0.1' }).on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  const client = new ssh2.Client().on('error', () => undefined);
  const told: unknown[] = [];
  const ended = new Promise<void>((resolve) => {
    const authHandler: AuthHandlerMiddleware = (methods, partialSuccess, next) => {
      told.push([methods, partialSuccess]);
      if (told.length === 1) return next({ type: 'none', username: 'guest' });
      if (told.length === 2) return next({ type: 'agent', username: 'guest', agent: new OneKey() });
      (next as unknown as (method: false) => void)(false);
      resolve();
    };
    client.connect({ sock: socket, username: 'guest', authHandler, hostVerifier: () => true });
  });
  await ended;
  expect(hasKey).toBe(true);
  // The list and the word from before the key was offered: the server takes a password now, and has taken the key.
  expect(told.at(-1)).toEqual([['publickey'], false]);
});

it('one-key-agent is there since a private key must sign at once', async () => {
  let signatures = 0;
  const server = await startSshServer({
    onLogin(context) {
      if (context.method !== 'publickey') return context.reject(['publickey']);
      if (context.signature !== undefined) signatures += 1;
      context.accept();
    },
  });
  const socket = connect({ port: server.port, host: '127.0.0.1' }).on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  const client = new ssh2.Client();
  const later = Object.create(key, { sign: { value: async (data: Buffer) => key.sign(data) } });
  const outcome = new Promise<string>((resolve) => {
    client.once('error', () => resolve('error'));
    client.once('ready', () => resolve('ready'));
  });
  const authHandler = [{ type: 'publickey', username: 'guest', key: later }] as const;
  client.connect({ sock: socket, username: 'guest', authHandler: [...authHandler], hostVerifier: () => true });
  expect([await outcome, signatures]).toEqual(['error', 0]);
});

it('password-bytes can be there since ssh2 takes bytes, and has sent them before it returns', async () => {
  const heard: string[] = [];
  const server = await startSshServer({
    onLogin(context) {
      if (context.method !== 'password') return context.reject(['password']);
      heard.push(context.password);
      context.accept();
    },
  });
  const socket = connect({ port: server.port, host: '127.0.0.1' }).on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  const client = new ssh2.Client();
  const ready = new Promise<void>((resolve) => client.once('ready', resolve));
  let tries = 0;
  const authHandler: AuthHandlerMiddleware = (_methods, _partialSuccess, next) => {
    tries += 1;
    if (tries === 1) return next({ type: 'none', username: 'guest' });
    const { method, wipe } = passwordBytes('guest', 'pässword');
    next(method);
    wipe();
    expect(Buffer.from(method.password as unknown as Uint8Array).every((byte) => byte === 0)).toBe(true);
  };
  client.connect({ sock: socket, username: 'guest', authHandler, hostVerifier: () => true });
  await ready;
  expect(heard).toEqual(['pässword']);
});

const key = ssh2.utils.parseKey(makeKey().privateKey) as ssh2.ParsedKey;

class OneKey extends ssh2.BaseAgent<Buffer> {
  override getIdentities(done: ssh2.IdentityCallback<Buffer>): void {
    done(null, [key.getPublicSSH()]);
  }

  override sign(_key: unknown, data: Buffer, options: unknown, done?: ssh2.SignCallback): void {
    (typeof options === 'function' ? (options as ssh2.SignCallback) : done)?.(null, key.sign(data));
  }
}
