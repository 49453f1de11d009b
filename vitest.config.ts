import { defineConfig } from 'vitest/config';

/** Real sockets, daemons, and programs take their time on a busy machine; a test that hangs still ends. */
const slowMs = 30_000;
/** Hundreds of megabytes are read, most of them a browser's. */
const searchMs = 180_000;
/** A whole app with a browser takes longer to start than a daemon. */
const windowMs = 90_000;

export default defineConfig({
  test: {
    pool: 'forks',
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/unit/**/*.test.ts'] } },
      { extends: true, test: { name: 'integration', include: ['test/integration/**/*.test.ts'], testTimeout: slowMs } },
      { extends: true, test: { name: 'openssh', include: ['test/openssh/**/*.test.ts'], testTimeout: slowMs } },
      { extends: true, test: { name: 'leftovers', include: ['test/leftovers/**/*.test.ts'], testTimeout: searchMs } },
      {
        extends: true,
        test: {
          name: 'system',
          include: ['test/system/**/*.test.ts'],
          // One network of one machine: beds would stand in each other's way.
          fileParallelism: false,
          testTimeout: slowMs,
          hookTimeout: slowMs,
        },
      },
      {
        extends: true,
        test: {
          name: 'debian13',
          include: ['test/debian13/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: slowMs,
          hookTimeout: slowMs,
        },
      },
      ...['e2e', 'e2e-bed'].map((name) => ({
        extends: true as const,
        test: {
          name,
          include: [`test/${name}/**/*.test.ts`],
          // One window at a time: a browser takes both cores of a small machine.
          fileParallelism: false,
          testTimeout: windowMs,
          hookTimeout: windowMs,
          // As long as the driver waits for what a screen shows.
          expect: { poll: { timeout: 10_000 } },
        },
      })),
    ],
  },
});
