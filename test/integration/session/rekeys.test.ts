import { connect, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import type { Connection } from 'ssh2';
import { describe, expect, it } from 'vitest';
import { openHostKeyStore } from '../../../electron/core/ssh/host-key-store.ts';
import { failureOf } from '../../support/failure-of.ts';
import { listenTcp } from '../../support/loopback.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { makeKey, startSshServer, visit } from './ssh-server.ts';

/** ssh2's server shows whatever lies here; its types leave it out. */
function hostKeysOf(connection: Connection): Record<string, unknown> {
  return (connection as unknown as { _protocol: { _hostKeys: Record<string, unknown> } })._protocol._hostKeys;
}

describe('a server that exchanges keys again', () => {
  it('and shows another one then is hung up on, and the loss says why', async () => {
    const server = await startSshServer({ onSession: (session) => session.on('exec', (accept) => accept()) });
    const { session, keys } = await visit(server.port);
    const channel = await (await session).run('anything');
    channel.output.resume();
    channel.errors.resume();
    const [connection] = server.connections;
    if (connection === undefined) throw new Error('nobody has come');
    const other = await startSshServer();
    const elsewhere = await visit(other.port);
    await elsewhere.session;
    Object.assign(hostKeysOf(connection), hostKeysOf(other.connections[0] as Connection));
    connection.rekey();
    const failure = await channel.ended.then(
      (ended) => expect.fail(`it ended with ${JSON.stringify(ended)}`),
      (thrown) => thrown,
    );
    expect(failure).toMatchObject({ code: 'host-key-changed' });
    expect(keys).toHaveLength(1);
  });
});

describe('a key that the server does not have', () => {
  it('is not kept, though the person has accepted it', async () => {
    const hostKey = makeKey();
    const server = await startSshServer({ hostKey });
    const forger = await listenTcp((socket) => forge(socket, server.port));
    const kept: Buffer[] = [];
    const store = openHostKeyStore({ dataFolder: temporaryFolder(), userFiles: [] });
    const remember = (_host: string, _port: number, key: Buffer) => Promise.resolve(void kept.push(key));
    const { session, keys } = await visit(forger.port, { store: { ...store, remember } });
    const failure = await failureOf(session);
    expect(failure.code).toBe('host-key-unproven');
    expect(failure.message).toContain('signature is wrong');
    expect(keys).toHaveLength(1);
    await setImmediate();
    expect(kept).toEqual([]);
  });
});

/** Passes everything on, but for one bit of the server's signature, which lies in its reply to the exchange (RFC 5656, 4). */
function forge(visitor: Socket, port: number): void {
  const server = connect({ port, host: '127.0.0.1' }).on('error', () => undefined);
  visitor.on('data', (data) => server.write(data)).once('close', () => server.destroy());
  let seen = Buffer.alloc(0);
  let passed = 0;
  server.on('data', (data) => {
    seen = Buffer.concat([seen, data]);
    for (let at = seen.indexOf('\n') + 1; at > 0 && at + 6 <= seen.length; at += 4 + seen.readUInt32BE(at)) {
      const isReply = seen[at + 5] === 31;
      const end = at + 4 + seen.readUInt32BE(at) - (seen[at + 4] ?? 0);
      if (!isReply || end > seen.length) continue;
      if (passed <= end - 1) seen[end - 1] = (seen[end - 1] ?? 0) ^ 1;
      break;
    }
    visitor.write(seen.subarray(passed));
    passed = seen.length;
  });
  server.once('close', () => visitor.destroy());
}
