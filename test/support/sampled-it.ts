import { it, TestRunner } from 'vitest';
import { proof } from './proof.ts';
import { randomOf } from './random.ts';

/** Tests that stand beside each other. */
interface Group {
  count: number;
  drawn?: ReadonlySet<number>;
}

/** As vitest's `it`, as far as alike tests need it. */
interface SampledIt {
  (name: string, test: () => unknown, timeoutMs?: number): void;
  readonly each: typeof it.each;
  /** Those of the rows that are drawn, for a `describe.each` or a loop. */
  rowsOf<T>(rows: readonly T[]): readonly T[];
}

/**
 * `it` for tests that are alike, each another row of a table: of those that stand beside each other, and of an `it.each`,
 * a run of all tests draws a share, at least one. What is not drawn counts as skipped; the whole proof runs them all.
 * @param name of the proof, as in test/run/proofs.mjs
 * @param percent the share
 */
export function sampledIt(name: string, percent: number): SampledIt {
  const { seed, size } = proof(name, { sample: percent, whole: 100, unit: '% of the rows' });
  const random = randomOf(seed);
  const groups = new Map<unknown, Group>();
  const draw = (count: number): ReadonlySet<number> => {
    const left = Array.from({ length: count }, (_, index) => index);
    const wanted = Math.max(1, Math.round((count * size) / 100));
    return new Set(Array.from({ length: wanted }, () => left.splice(Math.floor(random.below(left.length)), 1)[0] ?? 0));
  };
  const one = (title: string, test: () => unknown, timeoutMs?: number) => {
    const suite = TestRunner.getCurrentSuite();
    const group = groups.get(suite) ?? { count: 0 };
    groups.set(suite, group);
    const index = group.count;
    group.count += 1;
    // Not before the first of them runs is it known how many they are.
    const run = async ({ skip }: { readonly skip: (why: string) => void }) => {
      group.drawn ??= draw(group.count);
      if (!group.drawn.has(index)) skip(`not drawn: npm run test:long -- ${name} runs it`);
      await test();
    };
    it(title, run, timeoutMs);
  };
  const rowsOf = <T>(rows: readonly T[]) => {
    const drawn = draw(rows.length);
    return rows.filter((_, index) => drawn.has(index));
  };
  const each = ((rows: readonly unknown[]) => it.each(rowsOf(rows))) as typeof it.each;
  return Object.assign(one, { each, rowsOf });
}
