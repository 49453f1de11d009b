import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { forgetLore, learn, readLore } from '../../../../../electron/core/gate/learned/gate-lore.ts';
import { makeLore, makePlan, makePorts } from '../../../../support/made-gate.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const plan = makePlan({ learnsPace: true, delayMs: 100 });

/** A data folder in which a gate's lore is this text. */
async function loreOf(text: string) {
  const folder = temporaryFolder();
  const ports = makePorts(folder);
  await learn(ports, plan, () => makeLore());
  const [file = ''] = readdirSync(join(folder, 'lore'));
  writeFileSync(join(folder, 'lore', file), text);
  return readLore(ports, plan);
}

it('is kept for the gate, without its ports, and can be forgotten', async () => {
  const folder = temporaryFolder();
  const ports = makePorts(folder);
  expect(await readLore(ports, plan)).toBeUndefined();
  await learn(ports, plan, () => makeLore({ roundTripMs: 7 }));
  await learn(ports, plan, (before) => before && { ...before, paceMs: 2 * before.paceMs });
  expect(await readLore(makePorts(folder), plan)).toEqual(makeLore({ roundTripMs: 7, paceMs: 200 }));
  expect(await readLore(ports, makePlan())).toBeUndefined();
  await forgetLore(ports, plan);
  expect(await readLore(ports, plan)).toBeUndefined();
});

it('stays as it is where nothing was learned', async () => {
  const ports = makePorts(temporaryFolder());
  await learn(ports, plan, () => undefined);
  expect(await readLore(ports, plan)).toBeUndefined();
  await learn(ports, plan, () => makeLore());
  await learn(ports, plan, () => undefined);
  expect(await readLore(ports, plan)).toEqual(makeLore());
});

it.each(['{"version":2}', '{"version":3}', '', 'null', JSON.stringify({ ...makeLore(), more: 1 })])(
  'that cannot be read (%s) is as if there were nothing',
  async (text) => {
    expect(await loreOf(text)).toBeUndefined();
  },
);

it('of an earlier version is read: a proven gate, dialled later than the middle of what was seen then', async () => {
  const former = { version: 1, paceMs: 5, brokenPaceMs: 3, opensAfterMs: 40, roundTripMs: 2 };
  const lore = await loreOf(JSON.stringify(former));
  expect(lore).toMatchObject({ version: 2, paceMs: 5, brokenPaceMs: 3, roundTripMs: 2, isProven: true, isShut: false });
  expect(lore?.opening).toEqual({ dialMs: 60, earlyMs: 20, notLaterMs: 80 });
  expect(lore?.slowestMs).toBe(80);
  expect(lore?.shutAnswer).toBeUndefined();
});

it('that the disk does not take keeps nobody out', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'lore'), 'a file where the folder should be');
  const ports = makePorts(folder);
  await learn(ports, plan, () => makeLore());
  expect(await readLore(ports, plan)).toBeUndefined();
});
