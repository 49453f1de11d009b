import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import type { Way } from '../../../../../electron/core/gate/reach/local-address.ts';
import { watchNetwork } from '../../../../../electron/core/gatehouse/network/network-watch.ts';

const home: Way = { address: '203.0.113.7', family: 4, localAddress: '192.168.1.5' };

/** A watch over one way, on which the system would use `own` now. */
function startWatch(ways: readonly Way[] = [home]) {
  const state = { ways, own: '192.168.1.5' as string | undefined, asked: 0, changes: 0 };
  const watch = watchNetwork({
    ways: () => state.ways,
    ownAddressTowards: () => {
      state.asked += 1;
      return Promise.resolve(state.own);
    },
    onDidChange: () => {
      state.changes += 1;
    },
  });
  onTestFinished(watch.stop);
  return { state, watch };
}

const aLook = () => vi.advanceTimersByTimeAsync(2000);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('tells of another address, once', async () => {
  const { state } = startWatch();
  await aLook();
  expect(state.changes).toBe(0);
  state.own = '10.0.0.8';
  await aLook();
  await aLook();
  expect(state.changes).toBe(1);
});

it('tells of an address that was another one at the first look already', async () => {
  const { state } = startWatch();
  state.own = '10.0.0.8';
  await aLook();
  expect(state.changes).toBe(1);
});

it('tells of a network that has gone when it is back, with the same address too', async () => {
  const { state } = startWatch();
  state.own = undefined;
  await aLook();
  expect(state.changes).toBe(0);
  state.own = '192.168.1.5';
  await aLook();
  expect(state.changes).toBe(1);
});

it('asks nothing while no way matters, and once for each way', async () => {
  const { state } = startWatch([]);
  await aLook();
  expect(state.asked).toBe(0);
  state.ways = [home, home];
  await aLook();
  expect(state.asked).toBe(1);
});

it('is over when it is stopped', async () => {
  const { state, watch } = startWatch();
  watch.stop();
  await aLook();
  expect(state.asked).toBe(0);
});
