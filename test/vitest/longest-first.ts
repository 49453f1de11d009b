import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { randomOf } from '../support/random.ts';

/** About how many seconds the longest files take where nothing runs beside them; all others take less. */
const seconds: Readonly<Record<string, number>> = {};

/** Those that start a browser, which takes a whole core for itself; the others mostly wait. */
const withBrowser = /^test\/(e2e|e2e-bed|integration\/(standin|package))\//;

/**
 * What takes longest begins first, so that no lane is left with it at the end, and files with a browser come evenly between
 * the others. Files that share a process come in an order that is drawn anew for each run.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { root, sequence } = this.ctx.config;
    const random = randomOf(sequence.seed);
    const weighed = (await super.sort(files))
      // By name first: the same seed must give the same order.
      .toSorted((a, b) => (a.moduleId < b.moduleId ? -1 : 1))
      .map((file) => {
        const path = relative(root, file.moduleId);
        const weight = file.project.config.isolate ? (seconds[path] ?? 0) : random.below(1);
        return { file, weight, hasBrowser: withBrowser.test(path) };
      })
      .toSorted((a, b) => b.weight - a.weight);
    const [browsers, others] = [true, false].map((kind) => weighed.filter(({ hasBrowser }) => hasBrowser === kind));
    return [browsers ?? [], others ?? []]
      .flatMap((kind) => kind.map(({ file }, index) => ({ file, place: (index + 1) / (kind.length + 1) })))
      .toSorted((a, b) => a.place - b.place)
      .map(({ file }) => file);
  }
}
