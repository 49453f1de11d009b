import { relative, sep } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { randomOf } from '../support/random.ts';

/** About how many seconds the longest files take in a run of all tests; all others take less. */
const seconds: Readonly<Record<string, number>> = {
  'test/e2e/gates.test.ts': 80,
  'test/e2e-bed/gates.test.ts': 80,
  'test/e2e/reconnect.test.ts': 65,
  'test/e2e/access-of-many.test.ts': 60,
  'test/e2e/secrets.test.ts': 60,
  'test/e2e-bed/connect.test.ts': 55,
  'test/e2e/stores.test.ts': 55,
  'test/e2e/access.test.ts': 50,
  'test/e2e/window.test.ts': 45,
  'test/e2e/strange-files.test.ts': 45,
  'test/e2e/rehearsal.test.ts': 40,
  'test/e2e-bed/strange-keys.test.ts': 40,
  'test/e2e/bound-secrets.test.ts': 40,
  'test/e2e/profiles.test.ts': 35,
  'test/e2e-bed/jump-hosts.test.ts': 35,
  'test/e2e-bed/endless-output.test.ts': 30,
  'test/system/endings.test.ts': 60,
  'test/system/late-openings.test.ts': 55,
  'test/system/counted-dials.test.ts': 50,
  'test/system/diagnosis-by-cause.test.ts': 50,
  'test/system/main-job.test.ts': 50,
  'test/system/diagnosis-of-connections.test.ts': 45,
  'test/system/closing-policies.test.ts': 45,
  'test/system/logins.test.ts': 40,
  'test/system/hard-endings.test.ts': 40,
  'test/system/jump-tools.test.ts': 35,
  'test/system/diagnosis-of-gates.test.ts': 35,
  'test/system/unusual-gates.test.ts': 35,
  'test/system/jump-endings.test.ts': 30,
  'test/system/bad-lines.test.ts': 30,
  'test/system/lossy-line.test.ts': 30,
  'test/system/one-time.test.ts': 25,
  'test/system/bed.test.ts': 20,
  'test/integration/cli/hanging-threads.test.ts': 25,
  'test/integration/gatehouse/lost-sessions.test.ts': 25,
};

/** Those that start a browser, which takes a whole core for itself; the others mostly wait. */
const withBrowser = /^test\/(e2e|e2e-bed|integration\/(standin|package))\//;

/**
 * What takes longest begins first, so that no lane is left with it at the end, and files with a browser come evenly between
 * the others. Files that share a process come in an order that is drawn anew for each run.
 */
export class LongestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { root, sequence } = this.ctx.config;
    const random = randomOf(sequence.seed);
    const sorted = files
      .map((file) => ({ file, path: relative(root, file.moduleId).split(sep).join('/') }))
      // By name first: the same seed must give the same order.
      .toSorted((a, b) => (a.path < b.path ? -1 : 1))
      .map(({ file, path }) => ({ file, path, drawn: random.below(1) }));
    const sharing = sorted.filter(({ file }) => !file.project.config.isolate).toSorted((a, b) => a.drawn - b.drawn);
    const apart = sorted
      .filter(({ file }) => file.project.config.isolate)
      .toSorted((a, b) => (seconds[b.path] ?? 0) - (seconds[a.path] ?? 0));
    const mixed = [true, false]
      .map((kind) => apart.filter(({ path }) => withBrowser.test(path) === kind))
      .flatMap((alike) => alike.map(({ file }, index) => ({ file, place: (index + 1) / (alike.length + 1) })))
      .toSorted((a, b) => a.place - b.place);
    return Promise.resolve([...sharing, ...mixed].map(({ file }) => file));
  }
}
