import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/vitest/longest-first.ts';
import { namespacePool } from './test/vitest/namespace-pool.ts';

/** Real sockets, daemons, and programs take their time on a busy machine; a test that hangs still ends. */
const slowMs = 60_000;
/** Hundreds of megabytes are read, most of them a browser's. */
const searchMs = 180_000;
/** A whole app with a browser takes longer to start than a daemon. */
const windowMs = 300_000;
/** Wine starts a dozen programs before the first one of a test. */
const wineMs = 240_000;

/** How many files run side by side, each in namespaces of its own; 0 where there are none. The runner says. */
const lanes = Number(process.env['PORTCULLIS_LANES'] ?? 0);
/** Files that this run leaves out: the runner has drawn the others. */
const notDrawn = (process.env['PORTCULLIS_NOT_DRAWN'] ?? '').split(',').filter((file) => file !== '');
const seed = Number(process.env['PORTCULLIS_SEED'] ?? 1);

/** Without namespaces files share this machine's ports: those with a window run one after the other. */
/** Node reads our TypeScript itself, and keeps it compiled for the run: an own process for each file starts in half the time. */
const native = { experimental: { viteModuleRunner: false, nodeLoader: false } };
const beside = lanes > 0 ? { pool: namespacePool, maxWorkers: lanes, sequence: { groupOrder: 2 } } : {};

/** Unit tests that play a module of Node's or Electron's: what another file has loaded of it must not be there. */
const played = [
  'test/unit/core/files/{path-through-file,read-file-within,rename-over}.test.ts',
  'test/unit/desktop/{electron-encryption,electron-store-document,kept-window-state,orderly-end}.test.ts',
];

export default defineConfig({
  test: {
    pool: 'forks',
    sequence: { sequencer: LongestFirst, seed },
    testTimeout: slowMs,
    hookTimeout: slowMs,
    // As long as the driver waits for what a screen shows.
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          exclude: [...played],
          // One process for many files: isolating them took four fifths of their time. Their order is drawn anew for each
          // run, so that a file that leaves something behind for another one is found.
          isolate: false,
          maxWorkers: availableParallelism(),
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'unit-played',
          include: [...played],
          maxWorkers: availableParallelism(),
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: { name: 'integration', ...native, include: ['test/integration/**/*.test.ts'], ...beside },
      },
      { extends: true, test: { name: 'openssh', ...native, include: ['test/openssh/**/*.test.ts'], ...beside } },
      {
        extends: true,
        test: { name: 'leftovers', ...native, include: ['test/leftovers/**/*.test.ts'], testTimeout: searchMs },
      },
      {
        extends: true,
        test: { name: 'system', ...native, include: ['test/system/**/*.test.ts'], exclude: notDrawn, ...beside },
      },
      {
        extends: true,
        test: {
          name: 'debian13',
          ...native,
          include: ['test/debian13/**/*.test.ts'],
          testTimeout: wineMs,
          hookTimeout: wineMs,
          ...beside,
        },
      },
      ...['e2e', 'e2e-bed'].map((name) => ({
        extends: true as const,
        test: {
          name,
          ...native,
          include: [`test/${name}/**/*.test.ts`],
          exclude: notDrawn,
          testTimeout: windowMs,
          hookTimeout: windowMs,
          ...(lanes > 0 ? beside : { fileParallelism: false }),
        },
      })),
    ],
  },
});
