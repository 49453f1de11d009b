import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { forgetLore, learn, loreAfter, paceOf, readLore } from '../../../../../electron/core/gate/learned/gate-lore.ts';
import { makePlan, makePorts } from '../../../../support/made-gate.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const seen = { paceMs: 100, isFirstAttempt: true, opensAfterMs: 30, roundTripMs: 2 };
const learning = { ...makePlan(), learnsPace: true, delayMs: 100 };

/** The paces of so many openings in a row, each begun with what the one before has taught. */
function pacesOf(outcomes: readonly boolean[]): readonly number[] {
  let lore: ReturnType<typeof loreAfter> | undefined;
  return outcomes.map((isFirstAttempt) => {
    const paceMs = paceOf(learning, lore, 1);
    lore = loreAfter(lore, { ...seen, paceMs, isFirstAttempt });
    return paceMs;
  });
}

describe('the pace', () => {
  it('goes down while first attempts succeed, to where nothing is gained any more', () => {
    const paces = pacesOf(Array.from({ length: 12 }, () => true));
    expect(paces[0]).toBe(100);
    expect(paces.toSorted((one, other) => other - one)).toEqual(paces);
    expect(paces.at(-1)).toBe(5);
  });

  it('goes back up after a failure, and what broke is not tried again soon', () => {
    const paces = pacesOf([true, true, true, false, true, true, true]);
    const [, , , broken = 0, after = 0, ...later] = paces;
    expect(after).toBeGreaterThan(broken);
    for (const pace of later) expect(pace).toBeGreaterThan(broken);
  });

  it('is slower with each attempt that did not open, and the profile’s own where it has one', () => {
    const lore = { ...loreAfter(undefined, seen), paceMs: 10 };
    const paces = [1, 2, 3, 4, 5].map((round) => paceOf(learning, lore, round));
    expect(paces).toEqual([10, 80, 100, 100, 100]);
    expect([1, 2, 3].map((round) => paceOf(makePlan({ delayMs: 7 }), lore, round))).toEqual([7, 7, 7]);
  });

  it('is never so slow that the daemon forgets the sequence on the way', () => {
    const long = Array.from({ length: 21 }, (_, index) => ({ port: 1000 + index, protocol: 'tcp' as const }));
    expect(paceOf({ ...learning, opening: long, seqTimeoutS: 2 }, undefined, 1)).toBe(50);
  });
});

describe('what was learned', () => {
  it('is kept for the gate, without its ports, and can be forgotten', async () => {
    const folder = temporaryFolder();
    const ports = makePorts(folder);
    expect(await readLore(ports, learning)).toBeUndefined();
    await learn(ports, learning, seen);
    await learn(ports, learning, { ...seen, opensAfterMs: 130 });
    const lore = await readLore(makePorts(folder), learning);
    expect(lore).toMatchObject({ opensAfterMs: 60, roundTripMs: 2 });
    expect(await readLore(ports, makePlan())).toBeUndefined();
    await forgetLore(ports, learning);
    expect(await readLore(ports, learning)).toBeUndefined();
  });

  it('that cannot be read is as if there were nothing', async () => {
    const folder = temporaryFolder();
    const ports = makePorts(folder);
    await learn(ports, learning, seen);
    const [file = ''] = readdirSync(join(folder, 'lore'));
    writeFileSync(join(folder, 'lore', file), '{"version":2}');
    expect(await readLore(ports, learning)).toBeUndefined();
  });
});
