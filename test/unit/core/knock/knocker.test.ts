import { describe, expect, it } from 'vitest';
import { type KnockRun, sendSequence } from '../../../../electron/core/knock/knocker.ts';
import type { Step } from '../../../../electron/shared/sequence.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { latenessDuring } from '../../../support/loop-delay.ts';
import { hasIpv6, listenTcp, listenUdp, shutPort } from '../../../support/loopback.ts';

const canIpv6 = await hasIpv6();

function send(steps: readonly Step[], more: Partial<KnockRun> = {}): Promise<void> {
  return sendSequence({
    address: '127.0.0.1',
    family: 4,
    steps,
    delayMs: 5,
    udpPayload: Uint8Array.of(0),
    ...more,
  });
}

const tcp = (port: number, pauseMs?: number): Step => ({
  port,
  protocol: 'tcp',
  ...(pauseMs === undefined ? {} : { pauseMs }),
});
const udp = (port: number): Step => ({ port, protocol: 'udp' });

describe('a sequence', () => {
  it('arrives in its order, each knock once', async () => {
    const order: string[] = [];
    const [first, third] = [await listenTcp(() => order.push('first')), await listenTcp(() => order.push('third'))];
    const second = await listenUdp();
    second.arrived(1).then(() => order.push('second'));
    await send([tcp(first.port), udp(second.port), tcp(third.port), tcp(first.port)], { delayMs: 20 });
    await first.arrived(2);
    expect(order).toEqual(['first', 'second', 'third', 'first']);
    expect([first.count(), second.count(), third.count()]).toEqual([2, 1, 1]);
  });

  it('carries its payload in datagrams', async () => {
    const listener = await listenUdp();
    const udpPayload = Uint8Array.from({ length: 512 }, (_, index) => index % 256);
    await send([udp(listener.port)], { udpPayload });
    await listener.arrived(1);
    await send([udp(listener.port)], { udpPayload: new Uint8Array() });
    await listener.arrived(2);
    expect(listener.datagrams).toEqual([Buffer.from(udpPayload), Buffer.alloc(0)]);
  });

  it('needs nobody who listens: refusals mean nothing', async () => {
    const ports = [await shutPort(), await shutPort(), await shutPort()];
    const sent: string[] = [];
    await send([...ports.map((port) => tcp(port)), ...ports.map(udp)], {
      onSent: ({ protocol }, index) => sent.push(`${index} ${protocol}`),
    });
    expect(sent).toEqual(['0 tcp', '1 tcp', '2 tcp', '3 udp', '4 udp', '5 udp']);
  });

  it('lets its connections go at once', async () => {
    let ended: () => void = () => undefined;
    const isOver = new Promise<void>((resolve) => {
      ended = resolve;
    });
    const listener = await listenTcp((socket) => socket.resume().once('close', ended));
    await send([tcp(listener.port)]);
    await isOver;
  });

  it('keeps its pauses: the usual one, and those of single steps', async () => {
    const port = await shutPort();
    const at: number[] = [];
    const lateMs = await latenessDuring(() =>
      send([tcp(port), tcp(port, 150), tcp(port, 0), udp(port), tcp(port, 5000)], {
        delayMs: 60,
        onSent: () => at.push(performance.now()),
      }),
    );
    const gaps = at.slice(1).map((time, index) => time - (at[index] ?? 0));
    expect(gaps).toHaveLength(4);
    const [usual = 0, own = 0, none = 0, udpGap = 0] = gaps;
    for (const [gap, least] of [
      [usual, 60],
      [own, 150],
      [udpGap, 60],
    ] as const) {
      expect(gap).toBeGreaterThan(least - 5 - lateMs);
      expect(gap).toBeLessThan(least + 80 + lateMs);
    }
    expect(none).toBeLessThan(50 + lateMs);
  });
});

describe('a sequence that is cancelled', () => {
  it('sends no further knock', async () => {
    const [first, second] = [await listenTcp(), await listenTcp()];
    const cancel = new AbortController();
    const sent: number[] = [];
    const run = send([tcp(first.port), tcp(second.port)], {
      delayMs: 60_000,
      signal: cancel.signal,
      onSent: (_, index) => {
        sent.push(index);
        cancel.abort();
      },
    });
    expect((await failureOf(run)).code).toBe('cancelled');
    await first.arrived(1);
    expect(sent).toEqual([0]);
    expect(second.count()).toBe(0);
  });

  it('before its first knock sends none', async () => {
    const sent: number[] = [];
    const run = send([tcp(await shutPort())], { signal: AbortSignal.abort(), onSent: (_, index) => sent.push(index) });
    expect((await failureOf(run)).code).toBe('cancelled');
    expect(sent).toEqual([]);
  });

  it('after its last knock is a sequence that was sent', async () => {
    const cancel = new AbortController();
    await send([tcp(await shutPort())], { signal: cancel.signal, onSent: () => cancel.abort() });
  });
});

describe('a process that was held up', () => {
  /** As long as this the event loop stands still: what the process sees of being stopped. */
  const standStill = (ms: number) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

  it('for half a second more than the pause sends no further knock', async () => {
    const port = await shutPort();
    const sent: number[] = [];
    const run = send([tcp(port, 100), tcp(port)], {
      onSent: (_, index) => {
        sent.push(index);
        standStill(700);
      },
    });
    expect((await failureOf(run)).code).toBe('turn-lost');
    expect(sent).toEqual([0]);
  });

  it('for less goes on', async () => {
    const port = await shutPort();
    const sent: number[] = [];
    const onSent = (_: Step, index: number) => {
      if (index === 0) standStill(300);
      sent.push(index);
    };
    await send([tcp(port, 100), tcp(port)], { onSent });
    expect(sent).toEqual([0, 1]);
  });

  it('while it asked whether it may sends nothing', async () => {
    const sent: number[] = [];
    const run = send([tcp(await shutPort())], {
      beforeStep: async () => standStill(600),
      onSent: (_, index) => sent.push(index),
    });
    expect((await failureOf(run)).code).toBe('turn-lost');
    expect(sent).toEqual([]);
  });
});

describe('a sequence whose turn is asked for', () => {
  it('ends before the knock that may not be sent', async () => {
    const port = await shutPort();
    const sent: number[] = [];
    const run = send([tcp(port), tcp(port), tcp(port)], {
      beforeStep: () => (sent.length < 2 ? Promise.resolve() : Promise.reject(new Error('not ours'))),
      onSent: (_, index) => sent.push(index),
    });
    await expect(run).rejects.toThrow('not ours');
    expect(sent).toEqual([0, 1]);
  });
});

describe.skipIf(process.platform !== 'linux')('what this computer itself does not send', () => {
  // The broadcast address of loopback: the kernel refuses it to sockets that have not asked for it, and sends nothing.
  const address = '127.255.255.255';

  it.each([
    ['udp', 'EACCES', 'does not allow the packet', 'firewall'],
    ['tcp', 'ENETUNREACH', 'has no way to that address', 'network connection'],
  ] as const)('is a failure, and ends the sequence (%s, %s)', async (protocol, code, what, remedy) => {
    const listener = await listenUdp();
    const sent: number[] = [];
    const steps: Step[] = [{ port: listener.port, protocol }, udp(listener.port)];
    const failure = await failureOf(send(steps, { address, onSent: (_, index) => sent.push(index) }));
    expect(failure.code).toBe('local-network');
    expect(failure.message).toContain(what);
    expect(failure.message).toContain(code);
    expect(failure.remedy).toContain(remedy);
    expect(sent).toEqual([]);
  });
});

describe.skipIf(!canIpv6)('on ::1', () => {
  it('a mixed sequence arrives', async () => {
    const [tcpListener, udpListener] = [await listenTcp(undefined, { host: '::1' }), await listenUdp('::1')];
    const steps = [tcp(tcpListener.port), udp(udpListener.port)];
    await send(steps, { address: '::1', family: 6 });
    await Promise.all([tcpListener.arrived(1), udpListener.arrived(1)]);
  });
});
