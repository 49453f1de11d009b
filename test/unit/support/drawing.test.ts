import { afterEach, describe, expect, it, vi } from 'vitest';
// @ts-expect-error: plain JavaScript without types, for Nodes that the test tools do not know any more
import { filesNotDrawn } from '../../run/drawn-files.mjs';
// @ts-expect-error: as above
import { proofs } from '../../run/proofs.mjs';
// @ts-expect-error: as above
import { testFilesOf } from '../../run/suites.mjs';
import { sampledIt } from '../../support/sampled-it.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** As in a run of all tests, but for what a test asks for. */
function withSeed(seed: number, asked: { readonly [name: string]: string } = {}): void {
  const run = { PORTCULLIS_SEED: String(seed), PORTCULLIS_ROWS: undefined, PORTCULLIS_PROOF: undefined };
  for (const [name, value] of Object.entries({ ...run, ...asked })) vi.stubEnv(name, value);
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
}

describe('rows', () => {
  const rows = Array.from({ length: 40 }, (_, index) => index);
  const drawnWith = (seed: number, percent = 25, asked = {}) => {
    withSeed(seed, asked);
    return sampledIt('causes', percent).rowsOf(rows);
  };

  it('are drawn by the seed: the same one draws the same share again, others draw others', () => {
    expect(drawnWith(1)).toHaveLength(10);
    expect(drawnWith(1)).toEqual(drawnWith(1));
    expect(new Set(Array.from({ length: 60 }, (_, seed) => drawnWith(seed)).flat())).toEqual(new Set(rows));
  });

  it('are never none', () => {
    expect(drawnWith(1, 1)).toHaveLength(1);
  });

  it.each([{ PORTCULLIS_PROOF: 'causes' }, { PORTCULLIS_ROWS: 'all' }])('are all there with %o', (asked) => {
    expect(drawnWith(1, 25, asked)).toEqual(rows);
  });
});

describe('files', () => {
  const all: readonly string[] = testFilesOf('system');
  const awayWith = (seed: number): readonly string[] => {
    withSeed(seed);
    return filesNotDrawn(['system', 'unit']);
  };

  it('are left out by the seed, each by some, and those that always run by none', () => {
    expect(awayWith(7)).toEqual(awayWith(7));
    expect(awayWith(7)).toHaveLength(Math.floor((all.length * 3) / 5));
    const { always } = proofs['real-servers'].files;
    const away = new Set(Array.from({ length: 200 }, (_, seed) => awayWith(seed)).flat());
    expect(all.filter((file) => !away.has(file))).toEqual([...always].sort());
  });
});
