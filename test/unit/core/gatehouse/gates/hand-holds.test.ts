import { expect, it } from 'vitest';
import type { GateHold } from '../../../../../electron/core/gate/holding/hold-once.ts';
import { createHandHolds } from '../../../../../electron/core/gatehouse/gates/hand-holds.ts';
import type { GateEnding } from '../../../../../electron/shared/timeline.ts';

it('of two gates that a profile’s sessions have left open by hand the earlier one is let go of, and that is told', async () => {
  const endings: (GateEnding | undefined)[] = [];
  const released: string[] = [];
  const operation = {
    happened: () => undefined,
    noticed: () => undefined,
    finish: ({ ending }: { readonly ending?: GateEnding | undefined } = {}) => {
      endings.push(ending);
      return Promise.resolve();
    },
  };
  const unused = () => Promise.reject(new Error('not to be asked'));
  const hands = createHandHolds({
    targetOf: unused,
    gatesOf: unused,
    board: {
      views: () => [],
      begin: () => operation,
      refresh: () => Promise.resolve(),
      dismiss: () => undefined,
    },
    legOf: () => {
      throw new Error('not to be asked');
    },
    shutSignal: new AbortController().signal,
    onFound: () => undefined,
    onRunsOut: () => undefined,
  });
  const holdOf = (address: string, ending: GateEnding): GateHold => ({
    ...{ address, mark: 'mark', socket: undefined, isFound: false, renewal: undefined },
    release: () => {
      released.push(address);
      return Promise.resolve(ending);
    },
  });
  const elsewhere: GateEnding = { kind: 'unknown', message: 'It was opened for another address.' };
  hands.adopt('profile', holdOf('192.0.2.1', elsewhere));
  expect(released).toEqual([]);
  hands.adopt('profile', holdOf('192.0.2.2', { kind: 'shut' }));
  expect(released).toEqual(['192.0.2.1']);
  expect(hands.held()).toEqual(['profile']);
  await hands.letGoOfAll();
  expect(released).toEqual(['192.0.2.1', '192.0.2.2']);
  expect(endings).toContain(elsewhere);
});
