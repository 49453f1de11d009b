import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createGatekeeper } from '../../../../../electron/core/gate/gatekeeper.ts';
import { openJournal } from '../../../../../electron/core/gate/journal/journal.ts';
import type { Reach } from '../../../../../electron/core/gate/reach/reach.ts';
import { failureOf } from '../../../../support/failure-of.ts';
import { makeEntry, makePlan, makePorts } from '../../../../support/made-gate.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const via = { name: 'bastion', hosts: 'bastion.example 22' };
const silent = { happened: () => undefined, noticed: () => undefined };

/** Gates that nobody holds any more, at these addresses behind a jump host, and who looks at them there. */
async function oweAt(addresses: readonly string[], onDial: () => void = () => undefined) {
  const ports = makePorts(temporaryFolder());
  const journal = openJournal(ports.dataFolder, ports.vault);
  for (const host of addresses) {
    const place = { via, host, address: host, allAddresses: [host], localAddress: 'there' };
    const entry = makeEntry({ ...place, phase: 'open', openingsSent: 1, openedAtMs: 1 });
    await journal.write({ ...entry, sealedPlan: await journal.sealPlan(makePlan({ host, via }), entry) });
  }
  const atWork: string[] = [];
  const seen = { most: 0, sameAtOnce: 0 };
  const reach: Reach = {
    via,
    lookup: () => Promise.resolve([]),
    sendSequence: () => Promise.resolve(),
    async dial({ address }) {
      onDial();
      if (atWork.includes(address)) seen.sameAtOnce += 1;
      atWork.push(address);
      seen.most = Math.max(seen.most, atWork.length);
      await pause(5);
      atWork.splice(atWork.indexOf(address), 1);
      return { kind: 'not-answered', answer: undefined };
    },
    localAddressTowards: () => Promise.resolve('there'),
  };
  return { keeper: createGatekeeper(ports).byWayOf(reach), seen };
}

const addresses = Array.from({ length: 20 }, (_, index) => `192.0.2.${index}`);

it('works at so many addresses at once, and at each at one gate after the other', async () => {
  const { keeper, seen } = await oweAt([...addresses, ...addresses.slice(0, 5)]);
  const recovered = await keeper.recover({ observer: silent, addressesAtOnce: 4 });
  expect(recovered).toHaveLength(25);
  expect(seen.sameAtOnce).toBe(0);
  expect(seen.most).toBeGreaterThan(1);
  expect(seen.most).toBeLessThanOrEqual(4);
});

it('is about the gates that are meant', async () => {
  const { keeper } = await oweAt(addresses);
  const recovered = await keeper.recover({ observer: silent, isMeant: ({ host }) => host === '192.0.2.3' });
  expect(recovered).toMatchObject([{ name: '192.0.2.3:22' }]);
});

it('that is cancelled has told what it has done, and nothing is under way any more', async () => {
  const cancel = new AbortController();
  const told: string[] = [];
  const { keeper, seen } = await oweAt(addresses);
  const recovery = keeper.recover({
    observer: silent,
    shutSignal: cancel.signal,
    addressesAtOnce: 2,
    onDidRecover({ name }) {
      told.push(name);
      if (told.length === 6) cancel.abort();
    },
  });
  expect((await failureOf(recovery)).code).toBe('cancelled');
  expect(told.length).toBeGreaterThanOrEqual(6);
  expect(told.length).toBeLessThanOrEqual(8);
  expect(seen.most).toBeLessThanOrEqual(2);
});
