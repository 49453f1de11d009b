import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { randomOf } from '../support/random.ts';

/** About how many seconds the longest files take, in their order; all others take less. */
const seconds: Readonly<Record<string, number>> = {};

/**
 * What takes longest begins first, so that no lane is left with it at the end. Files that share a process come in an order
 * that is drawn anew for each run.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { root, sequence } = this.ctx.config;
    const random = randomOf(sequence.seed);
    const weigh = ({ moduleId, project }: TestSpecification) =>
      project.config.isolate ? (seconds[relative(root, moduleId)] ?? 0) : random.below(1);
    // Sorted by name first: the same seed must give the same order.
    return (await super.sort(files))
      .toSorted((a, b) => (a.moduleId < b.moduleId ? -1 : 1))
      .map((file) => ({ file, weight: weigh(file) }))
      .toSorted((a, b) => b.weight - a.weight)
      .map(({ file }) => file);
  }
}
