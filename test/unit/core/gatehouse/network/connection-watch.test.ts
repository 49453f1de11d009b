import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createEmitter } from '../../../../../electron/core/emitter.ts';
import { watchConnections } from '../../../../../electron/core/gatehouse/network/connection-watch.ts';
import type { LiveConnection } from '../../../../../electron/core/ssh/live-connection.ts';

const way = { address: '203.0.113.7', family: 4, localAddress: '192.168.1.5' } as const;

/** One connection, whose server answers or does not, in a network that can change. */
function startWatch({ answers }: { readonly answers: boolean }) {
  const network = { towards: way.localAddress as string | undefined, own: new Set<string>([way.localAddress]) };
  const state = { asked: 0, changes: 0, brokenOff: [] as string[] };
  const connection: LiveConnection = {
    way,
    isAlive: () => {
      state.asked += 1;
      return Promise.resolve(answers);
    },
    breakOff: (why) => void state.brokenOff.push(why),
  };
  const wakes = createEmitter<void>();
  const stop = watchConnections({
    surroundings: {
      onDidWake: wakes.listen,
      ownAddressTowards: () => Promise.resolve(network.towards),
      ownAddresses: () => network.own,
    },
    connections: () => [connection],
    otherWays: () => [],
    onDidChange: () => {
      state.changes += 1;
    },
  });
  onTestFinished(stop);
  return { network, state, stop, wake: () => wakes.emit() };
}

const aLook = () => vi.advanceTimersByTimeAsync(2000);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('after a wake', () => {
  it('a connection that answers goes on', async () => {
    const { state, wake } = startWatch({ answers: true });
    wake();
    await aLook();
    expect(state).toEqual({ asked: 1, changes: 1, brokenOff: [] });
  });

  it('one that does not is broken off', async () => {
    const { state, wake } = startWatch({ answers: false });
    wake();
    await aLook();
    expect(state.brokenOff).toEqual(['the server does not answer any more']);
  });

  it('without a network nobody is asked until it is back', async () => {
    const { network, state, wake } = startWatch({ answers: false });
    network.towards = undefined;
    wake();
    await aLook();
    expect(state).toMatchObject({ asked: 0, brokenOff: [] });
    network.towards = way.localAddress;
    await aLook();
    expect(state).toMatchObject({ asked: 1, brokenOff: [expect.any(String)] });
  });

  it('nobody hears of it any more when the watch is over', async () => {
    const { state, stop, wake } = startWatch({ answers: false });
    stop();
    wake();
    await aLook();
    expect(state).toEqual({ asked: 0, changes: 0, brokenOff: [] });
  });
});

describe('after a change of the network', () => {
  it('a connection from an address that this computer has no more is broken off unasked', async () => {
    const { network, state } = startWatch({ answers: true });
    network.towards = '10.0.0.8';
    network.own = new Set(['10.0.0.8']);
    await aLook();
    expect(state).toMatchObject({ asked: 0, brokenOff: ['this computer was 192.168.1.5, and is 10.0.0.8 now'] });
  });

  it('one whose address is still there is asked', async () => {
    const { network, state } = startWatch({ answers: true });
    network.towards = '10.0.0.8';
    network.own = new Set(['192.168.1.5', '10.0.0.8']);
    await aLook();
    expect(state).toEqual({ asked: 1, changes: 1, brokenOff: [] });
  });
});
