import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { localAddressTowards } from '../../../../electron/core/gate/reach/local-address.ts';
import { witnessOf } from '../../../../electron/core/gate/reach/path-witness.ts';
import { directReach } from '../../../../electron/core/gate/reach/reach.ts';
import { lookBefore, lookMs } from '../../../../electron/core/gate/state/look-before.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { hasIpv6, listenTcp, shutPort } from '../../../support/loopback.ts';
import { makeLore, makePlan, makePorts } from '../../../support/made-gate.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const canIpv6 = await hasIpv6();
const host = { host: 'gate.example', address: '127.0.0.1', family: 4, allAddresses: ['127.0.0.1'] } as const;

async function connected(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  return socket;
}

describe('a witness', () => {
  it('lives when the other end answers its question', async () => {
    const listener = await listenTcp((socket) => {
      socket.write('SSH-2.0-server\r\n');
      socket.once('data', () => socket.write('key exchange'));
    });
    const socket = await connected(listener.port);
    await once(socket, 'readable');
    const witness = witnessOf(socket);
    expect(await witness.isAlive(5000)).toBe(true);
  });

  it('asks with a line that an SSH server understands', async () => {
    const listener = await listenTcp((socket) => socket.once('data', (line) => socket.end(line)));
    const socket = await connected(listener.port);
    const heard = once(socket, 'data');
    expect(await witnessOf(socket).isAlive(5000)).toBe(true);
    expect(String((await heard)[0])).toMatch(/^SSH-2\.0-[\x21-\x7e]+\r\n$/);
  });

  it('is not taken in by the first line of the server, which came before the question', async () => {
    const listener = await listenTcp((socket) => void socket.resume().write('SSH-2.0-server\r\n'));
    const socket = await connected(listener.port);
    const witness = witnessOf(socket);
    await once(socket, 'data');
    expect(await witness.isAlive(100)).toBe(false);
  });

  it('lives when the other end hangs up at the question: somebody did', async () => {
    const listener = await listenTcp((socket) => socket.once('data', () => socket.end()));
    expect(await witnessOf(await connected(listener.port)).isAlive(5000)).toBe(true);
    const rude = await listenTcp((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(await witnessOf(await connected(rude.port)).isAlive(5000)).toBe(true);
  });

  it('says nothing of a connection that is over', async () => {
    const listener = await listenTcp((socket) => socket.end());
    const socket = await connected(listener.port);
    const witness = witnessOf(socket);
    await once(socket, 'end');
    expect(await witness.isAlive(5000)).toBe(false);
    const destroyed = await connected((await listenTcp()).port);
    destroyed.destroy();
    expect(await witnessOf(destroyed).isAlive(5000)).toBe(false);
  });
});

const atFirst = { lore: undefined, isHeld: false, mayBeOpen: false, signal: undefined };

/** Dials from this computer, written down in a folder of the test's own. */
function dialling() {
  return { ports: makePorts(temporaryFolder()), reach: directReach(() => Promise.resolve([])) };
}

describe('the look before the knocks', () => {
  it('takes as long as the line has shown to need, and never a tenth of a second', () => {
    expect([undefined, 0.3, 20, 500].map((ms) => lookMs(ms === undefined ? ms : { roundTripMs: ms }))).toEqual([
      80, 15, 70, 95,
    ]);
  });

  it('finds an open gate, and its connection is for use', async () => {
    const listener = await listenTcp((socket) => socket.end('hello'));
    const look = await lookBefore(dialling(), makePlan({ port: listener.port }), host, atFirst);
    if (look.kind !== 'answered') throw new Error('not answered');
    expect(String((await once(look.socket, 'data'))[0])).toBe('hello');
  });

  it('tells how a shut gate refuses', async () => {
    const look = await lookBefore(dialling(), makePlan({ port: await shutPort() }), host, atFirst);
    expect(look).toEqual({ kind: 'not-answered', answer: 'ECONNREFUSED', waitedMs: 80 });
  });

  it('looks longer at a gate that is held', async () => {
    const port = await shutPort();
    const look = lookBefore(dialling(), makePlan({ port }), host, { ...atFirst, isHeld: true });
    // The look at a gate that nobody holds is over with the first refusal.
    await lookBefore(dialling(), makePlan({ port }), host, atFirst);
    const listener = await listenTcp(undefined, { port });
    const outcome = await look;
    expect(outcome.kind).toBe('answered');
    if (outcome.kind === 'answered') outcome.socket.destroy();
    await listener.arrived(1);
  });

  it('does not touch a gate that lets one connection in', async () => {
    const listener = await listenTcp();
    const plan = makePlan({ port: listener.port, kind: 'one-connection' });
    expect(await lookBefore(dialling(), plan, host, { ...atFirst, isHeld: true })).toEqual({
      kind: 'spared',
      answer: undefined,
      isKnown: false,
    });
    await connected(listener.port);
    await listener.arrived(1);
    expect(listener.count()).toBe(1);
  });

  const seenShut = makeLore({ isShut: true, shutAnswer: 'silence' });
  it.each([
    ['was seen shut last, and nothing has opened it since', {}, { lore: seenShut }, true],
    ['was seen shut by somebody who heard a refusal', {}, { lore: makeLore({ shutAnswer: 'ECONNREFUSED' }) }, true],
    ['was seen shut, but is shared', { shared: true }, { lore: seenShut }, false],
    ['was seen shut, but may be shared', {}, { lore: { ...seenShut, sharing: 'perhaps' } }, false],
    ['was seen shut, and a person said that nobody shares it', {}, { lore: { ...seenShut, sharing: 'no' } }, true],
    ['was seen shut, but an opening of ours may be open', {}, { lore: seenShut, mayBeOpen: true }, false],
    ['was not seen shut last', {}, { lore: { ...seenShut, isShut: false } }, false],
    ['counts connections, as the profile says', { dials: 'few', shared: true }, { mayBeOpen: true }, true],
    ['nobody knows', {}, {}, false],
  ] as const)('at a gate that %s', async (_, planned, before, isSpared) => {
    const listener = await listenTcp();
    const plan = makePlan({ port: listener.port, ...planned });
    const look = await lookBefore(dialling(), plan, host, { ...atFirst, ...before });
    if (look.kind === 'answered') look.socket.destroy();
    expect(look.kind).toBe(isSpared ? 'spared' : 'answered');
    if (look.kind !== 'spared') return;
    const lore = 'lore' in before ? before.lore : undefined;
    expect(look.isKnown).toBe(lore?.shutAnswer !== undefined);
    expect(look.answer).toBe(lore?.shutAnswer === 'silence' ? undefined : lore?.shutAnswer);
  });

  it('can be cancelled', async () => {
    const cancel = new AbortController();
    const look = failureOf(
      lookBefore(dialling(), makePlan({ port: await shutPort() }), host, {
        ...atFirst,
        isHeld: true,
        signal: cancel.signal,
      }),
    );
    cancel.abort();
    expect((await look).code).toBe('cancelled');
  });
});

describe('our own address', () => {
  it('towards loopback is loopback', async () => {
    expect(await localAddressTowards('127.0.0.1', 4)).toBe('127.0.0.1');
    expect(await localAddressTowards('127.9.8.7', 4)).toBe('127.0.0.1');
  });

  it.skipIf(!canIpv6)('towards ::1 is ::1', async () => {
    expect(await localAddressTowards('::1', 6)).toBe('::1');
  });
});
