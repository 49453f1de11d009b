import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, type TestContext } from 'vitest';
// @ts-expect-error: plain JavaScript without types, for Nodes that the test tools do not know any more
import { electronBinary } from '../../../electron/start/electron-binary.mjs';
import { createPerson, type Person } from '../../support/command-line.ts';
import { answerAll } from './person-dialogs.ts';
import { keepRecords } from './records.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const standin = fileURLToPath(new URL('../../standin/electron', import.meta.url));

/** Whether the specs run on Electron itself, or on the stand-in over a local Chromium. */
export const isRealElectron = electronBinary() !== undefined;

export interface AppOptions {
  /** Who starts it; a new person with an empty home folder unless told. */
  readonly person?: Person;
  /** What the system offers for encryption; real encryption unless told. Electron itself uses what is there. */
  readonly storage?: 'gnome_libsecret' | 'dpapi' | 'basic_text' | 'none';
  readonly theme?: 'light' | 'dark';
  readonly size?: { readonly width: number; readonly height: number };
  readonly env?: NodeJS.ProcessEnv;
  /** Whether the person agrees to what the main process asks; they do unless told. */
  readonly agrees?: boolean;
}

/** The built app, started for a person and driven as they would. */
export interface App {
  readonly person: Person;
  readonly electron: ElectronApplication;
  readonly page: Page;
  /** What the app wrote to its standard streams. */
  output(): string;
  /** Quits as a person does, and waits for the process to end. @returns its exit status */
  quit(): Promise<number | null>;
  /** Ends the process at once, as a crash or `kill -9` would; what it started goes with it. */
  kill(): Promise<void>;
  /** Settles with the exit status when the process ends by itself. */
  readonly ended: Promise<number | null>;
}

/** How a person's app is started: the program, its arguments and its environment. */
export function startOf(options: AppOptions & { readonly person: Person }) {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    HOME: options.person.home,
    PORTCULLIS_STANDIN_NODE: process.execPath,
    PORTCULLIS_STANDIN_HEADLESS: '1',
    PORTCULLIS_STANDIN_STORAGE: options.storage ?? 'gnome_libsecret',
    ...options.env,
  };
  for (const name of ['XDG_STATE_HOME', 'XDG_CONFIG_HOME', 'PORTCULLIS_HOME']) delete env[name];
  return { executablePath: electronBinary() ?? standin, args: [root], env: env as Record<string, string> };
}

const running = new Set<App>();

/** Starts the app and waits until its window has drawn its first screen. */
export async function startApp(options: AppOptions = {}): Promise<App> {
  const person = options.person ?? createPerson();
  const electron = await _electron.launch({
    ...startOf({ ...options, person }),
    timeout: 60_000,
  });
  if (isRealElectron) await keepRecords(electron);
  await answerAll({ electron }, options.agrees ?? true);
  const child = electron.process();
  let written = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (written += String(data)));
  const ended = once(child, 'exit').then(([status]) => status as number | null);
  const page = await electron.firstWindow();
  // Many windows may be drawn at once, by two cores.
  page.setDefaultTimeout(60_000);
  if (options.size !== undefined) await page.setViewportSize(options.size);
  if (options.theme !== undefined) await page.emulateMedia({ colorScheme: options.theme });
  await page.getByRole('main').waitFor();
  const app: App = {
    person,
    electron,
    page,
    ended,
    output: () => written,
    quit: () => {
      running.delete(app);
      // The process may be gone before the evaluation's answer.
      electron.evaluate(({ app: main }) => main.quit()).catch(() => undefined);
      return ended;
    },
    kill: async () => {
      running.delete(app);
      child.kill('SIGKILL');
      await ended;
    },
  };
  running.add(app);
  return app;
}

/** After each test: quits what it has left running, and keeps a picture of what it failed at. */
export async function quitAll(context?: TestContext): Promise<void> {
  await keepPictures(context);
  await Promise.all([...running].map((app) => app.quit()));
}

/** One app for all tests of a file or a group. @returns a function that gives it, once the tests run */
export function sharedApp(options: AppOptions = {}): () => App {
  let app: App | undefined;
  beforeAll(async () => {
    app = await startApp(options);
  });
  afterEach(keepPictures);
  afterAll(async () => {
    if (app !== undefined && running.has(app)) await app.quit();
  });
  return () => {
    if (app === undefined) throw new Error('The app is not started yet.');
    return app;
  };
}

/** A person who runs the tests with PORTCULLIS_KEEP=1 finds what a failed test last saw beside the other files. */
async function keepPictures(context: TestContext | undefined): Promise<void> {
  if (process.env['PORTCULLIS_KEEP'] !== '1' || context?.task.result?.state !== 'fail') return;
  const folder = join(tmpdir(), 'pictures');
  mkdirSync(folder, { recursive: true });
  const name = context.task.name.replaceAll(/\W+/g, '-').slice(0, 80);
  await Promise.all(
    [...running].map(({ page }, index) =>
      page.screenshot({ path: join(folder, `${name}-${index}.png`) }).catch(() => undefined),
    ),
  );
}
