import { createServer } from 'node:net';
import { join } from 'node:path';
import type { AuthContext } from 'ssh2';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listAgentKeys, signWithAgent } from '../../../electron/core/ssh/agents/agent-client.ts';
import { sshString } from '../../../electron/core/ssh/ssh-string.ts';
import { failureOf } from '../../support/failure-of.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { makeKey, startSshServer, visit } from './ssh-server.ts';

/** An agent of our own; `answer` gets each request. undefined: it does not answer. @returns its socket */
async function startAgent(answer: (request: Buffer) => Buffer | undefined | 'hang up'): Promise<string> {
  const path = process.platform === 'win32' ? `\\\\.\\pipe\\agent-${process.pid}` : join(temporaryFolder(), 'agent');
  const server = createServer((socket) => {
    onTestFinished(() => void socket.destroy());
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      const answered = answer(data.subarray(4));
      if (answered === 'hang up') socket.destroy();
      else if (answered !== undefined) socket.write(answered);
    });
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  onTestFinished(() => void server.close());
  return path;
}

const listOf = (...keys: readonly (readonly [Buffer, string])[]) =>
  sshString(
    Buffer.concat([
      Buffer.from([12, 0, 0, 0, keys.length]),
      ...keys.flatMap(([blob, comment]) => [sshString(blob), sshString(comment)]),
    ]),
  );
const keyOf = (type: string) => Buffer.concat([sshString(type), sshString('x'.repeat(32))]);

describe('an agent that', () => {
  it.each([
    ['hangs up', 'hang up'],
    ['refuses', sshString(Buffer.from([5]))],
    ['says nothing in its answer', sshString('')],
    ['names more keys than it sends', sshString(Buffer.from([12, 0, 0, 0, 9]))],
    ['cuts its list', listOf([keyOf('ssh-ed25519'), 'a']).subarray(0, -1)],
    ['announces a gigabyte', Buffer.from([64, 0, 0, 0, 12])],
  ] as const)('%s cannot be used', async (_, answer) => {
    const socket = await startAgent(() => answer);
    const asked = listAgentKeys(socket, AbortSignal.timeout(2000));
    expect((await failureOf(asked)).code).toMatch(/^(?:agent-unusable|cancelled)$/);
    const signed = signWithAgent(
      socket,
      { blob: keyOf('x'), data: Buffer.alloc(1), hash: undefined },
      AbortSignal.timeout(2000),
    );
    expect((await failureOf(signed)).code).toMatch(/^(?:agent-unusable|cancelled)$/);
  });

  it('does not list its keys is given up, one that does not sign is waited for until the person ends it', async () => {
    const silent = await startAgent(() => undefined);
    const failure = await failureOf(listAgentKeys(silent, undefined));
    expect(failure.message).toContain('does not answer');
    const giveUp = new AbortController();
    const signing = signWithAgent(silent, { blob: keyOf('x'), data: Buffer.alloc(1), hash: undefined }, giveUp.signal);
    giveUp.abort();
    expect((await failureOf(signing)).code).toBe('cancelled');
  });

  it('has a security key, and one of a kind that nobody knows, is told, by its comment made plain', async () => {
    const keys = [
      [keyOf('sk-ssh-ed25519@openssh.com'), 'my \u001b[31mtoken'],
      [keyOf('ssh-ed448'), 'odd'],
    ] as const;
    const agentSocket = await startAgent(() => listOf(...keys));
    const server = await startSshServer({ onLogin: (context) => context.reject(['publickey']) });
    const { session, warnings } = await visit(server.port, { agentSocket, ways: [{ kind: 'agent' }] });
    expect((await failureOf(session)).code).toBe('login-refused');
    expect(warnings[0]).toMatch(/ED25519-SK SHA256:\S+ \(my \[31mtoken\) is not offered: it belongs to a security key/);
    expect(warnings[1]).toContain('(odd) is not offered');
  });

  it('does not sign with a key that the server takes is told, and the next way is tried', async () => {
    const { blob } = makeKey();
    const agentSocket = await startAgent(([kind]) =>
      kind === 11 ? listOf([blob, 'held']) : sshString(Buffer.from([5])),
    );
    const onLogin = (context: AuthContext) => {
      if (context.method === 'publickey' || context.method === 'password') context.accept();
      else context.reject(['publickey', 'password']);
    };
    const server = await startSshServer({ onLogin });
    const ways = [{ kind: 'agent' }, { kind: 'password' }] as const;
    const { session, warnings, secrets } = await visit(server.port, { agentSocket, ways, answers: ['x'] });
    await session;
    expect(warnings.join()).toContain('it is locked, or has been told not to sign');
    expect(secrets.map(({ kind }) => kind)).toEqual(['password']);
  });

  it('is empty is no matter for a warning where nobody has named it', async () => {
    const agentSocket = await startAgent(() => listOf());
    const onLogin = (context: AuthContext) =>
      context.method === 'password' ? context.accept() : context.reject(['publickey', 'password']);
    const server = await startSshServer({ onLogin });
    const ways = [{ kind: 'agent', isUsual: true }, { kind: 'password' }] as const;
    const usual = await visit(server.port, { agentSocket, ways, answers: ['x'] });
    await usual.session;
    expect(usual.warnings).toEqual([]);
    const refused = await visit(server.port, { agentSocket, ways: ways.slice(0, 1) });
    expect((await failureOf(refused.session)).message).toContain('locked, or holds no key');
    const named = await visit(server.port, {
      agentSocket,
      ways: [{ kind: 'agent' }, { kind: 'password' }],
      answers: ['x'],
    });
    await named.session;
    expect(named.warnings.join()).toContain('locked, or holds no key');
  });
});
