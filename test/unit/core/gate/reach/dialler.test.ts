import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type DialOutcome, type DialPlan, dial } from '../../../../../electron/core/gate/reach/dialler.ts';
import { failureOf } from '../../../../support/failure-of.ts';
import { hasIpv6, listenTcp, shutPort } from '../../../../support/loopback.ts';

const canIpv6 = await hasIpv6();

function dialAt(port: number, more: Partial<DialPlan> = {}): Promise<DialOutcome<Socket>> {
  return dial({ address: '127.0.0.1', family: 4, port, waitMs: 2000, ...more });
}

async function answered(
  work: Promise<DialOutcome<Socket>>,
): Promise<{ readonly socket: Socket; readonly roundTripMs: number }> {
  const outcome = await work;
  if (outcome.kind !== 'answered') throw new Error(`not answered: ${outcome.answer}`);
  onTestFinished(() => void outcome.socket.destroy());
  return outcome;
}

it('a dial that is cancelled by whoever hears of it is over at once', async () => {
  const cancel = new AbortController();
  let dialled = 0;
  const onDialled = () => {
    dialled += 1;
    cancel.abort();
  };
  const listener = await listenTcp();
  expect((await failureOf(dialAt(listener.port, { signal: cancel.signal, onDialled }))).code).toBe('cancelled');
  expect(dialled).toBe(1);
});

describe('a dial that is answered', () => {
  it.each([1, 40])('while the process is held up counts, although its time is over (waitMs %i)', async (waitMs) => {
    const listener = await listenTcp();
    const work = dialAt(listener.port, { waitMs });
    // The kernel has long connected when the loop turns again, and every timer is late.
    const until = performance.now() + 300;
    while (performance.now() < until);
    await answered(work);
  });

  it('at once is the only one', async () => {
    const listener = await listenTcp();
    let dialled = 0;
    const { socket, roundTripMs } = await answered(
      dialAt(listener.port, {
        onDialled: () => {
          dialled += 1;
        },
      }),
    );
    await listener.arrived(1);
    expect(socket.remotePort).toBe(listener.port);
    expect(roundTripMs).toBeGreaterThan(0);
    expect(dialled).toBe(1);
    expect(listener.count()).toBe(1);
  });

  it('hands over a connection from which nothing was read', async () => {
    const listener = await listenTcp((socket) => void socket.write('SSH-2.0-first words\r\n'));
    const { socket } = await answered(dialAt(listener.port));
    await listener.arrived(1);
    expect(socket.bytesRead).toBe(0);
    const [words] = (await once(socket, 'data')) as [Buffer];
    expect(words.toString()).toBe('SSH-2.0-first words\r\n');
  });

  it('hands over a connection that may break before anybody listens to it', async () => {
    let reset: () => void = () => undefined;
    const listener = await listenTcp((socket) => {
      reset = () => socket.resetAndDestroy();
    });
    const { socket } = await answered(dialAt(listener.port));
    await listener.arrived(1);
    // Without a listener of the dialler's own, the error would end this process.
    expect(socket.listenerCount('error')).toBeGreaterThan(0);
    reset();
    socket.resume();
    await new Promise((resolve) => socket.once('close', resolve));
    expect(socket.destroyed).toBe(true);
  });

  it('sends what is written without delay', async () => {
    // With Nagle's algorithm the second byte waits until the first is acknowledged, which Linux delays by 40 ms.
    const listener = await listenTcp((socket) => {
      let received = 0;
      socket.setNoDelay().on('data', (bytes) => {
        received += bytes.length;
        if (received % 2 === 0) socket.write('both');
      });
    });
    const { socket } = await answered(dialAt(listener.port));
    const startedAt = performance.now();
    for (let round = 0; round < 20; round += 1) {
      socket.write('a');
      await turnOfTheLoop();
      socket.write('b');
      await once(socket, 'data');
    }
    expect(performance.now() - startedAt).toBeLessThan(20 * 20);
  });
});

describe('a dial that is not answered', () => {
  it('is a single one, and does not wait after a refusal', async () => {
    let dialled = 0;
    const startedAt = performance.now();
    const outcome = await dialAt(await shutPort(), {
      waitMs: 3000,
      onDialled: () => {
        dialled += 1;
      },
    });
    expect(outcome).toEqual({ kind: 'not-answered', answer: 'ECONNREFUSED' });
    expect(performance.now() - startedAt).toBeLessThan(1000);
    expect(dialled).toBe(1);
  });

  it.skipIf(process.platform !== 'linux')('tells what this computer said where nothing left it', async () => {
    const outcome = await dialAt(9, { address: '127.255.255.255' });
    expect(outcome).toEqual({ kind: 'not-answered', answer: 'ENETUNREACH' });
  });
});

describe('a dial that is cancelled', () => {
  it('before it begins never dials', async () => {
    let dialled = 0;
    const row = () =>
      dialAt(9, {
        signal: AbortSignal.abort(),
        onDialled: () => {
          dialled += 1;
        },
      });
    expect((await failureOf(row)).code).toBe('cancelled');
    expect(dialled).toBe(0);
  });

  it('after it was answered leaves the connection alone', async () => {
    const cancel = new AbortController();
    const listener = await listenTcp((socket) => socket.pipe(socket));
    const { socket } = await answered(dialAt(listener.port, { signal: cancel.signal }));
    cancel.abort();
    socket.write('still there');
    expect(String((await once(socket, 'data'))[0])).toBe('still there');
  });
});

it.skipIf(!canIpv6)('::1 is dialled with its family', async () => {
  const listener = await listenTcp(undefined, { host: '::1' });
  const { socket } = await answered(dialAt(listener.port, { address: '::1', family: 6 }));
  expect(socket.remoteFamily).toBe('IPv6');
});
