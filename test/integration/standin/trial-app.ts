import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, onTestFinished } from 'vitest';
import { findChromium } from '../../standin/devtools/find-chromium.ts';
import type { Standin } from '../../standin/module/standin.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** What the trial's preload exposes to its page. */
interface TrialApi {
  invoke(channel: string, ...parameters: unknown[]): Promise<unknown>;
  send(channel: string, ...parameters: unknown[]): void;
  invokeWithFunction(): Promise<unknown>;
  onDidHear(listener: (...parameters: never[]) => void): () => void;
  rejecting(): Promise<void>;
  bytes(): Uint8Array;
}

declare global {
  var trial: TrialApi;
}

/** Electron as the main process of the stand-in has it. */
export type StandinElectron = typeof import('electron') & { readonly standin: Standin };

const standin = fileURLToPath(new URL('../../standin/electron', import.meta.url));

const chromium = findChromium();

/** A busy machine takes its time to start a browser. */
export const startMs = 25_000;

const inCi = !['', '0', 'false'].includes(process.env['CI'] ?? '');

/** Passes over a file's tests on a machine without a browser; in CI they fail there. */
export function needsChromium(): void {
  beforeEach(({ skip }) => {
    skip(chromium === undefined && !inCi, 'there is no Chromium on this machine');
  });
}

const mainScript = `
const { app, BrowserWindow, ipcMain, net, protocol } = require('electron');
const { appendFileSync } = require('node:fs');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');

// What happens goes to a file, so that it can be read when the app has gone.
globalThis.note = (...words) => appendFileSync(process.env.TRIAL_NOTES, words.join(' ') + '\\n');
for (const name of ['before-quit', 'will-quit', 'quit', 'window-all-closed']) app.on(name, () => note(name));
if (!app.requestSingleInstanceLock({ from: 'trial' })) app.quit();
app.on('second-instance', (event, argv, cwd, data) => note('second-instance', argv.at(-1), cwd, JSON.stringify(data)));
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);

ipcMain.on('note', (event, word) => note(word));
ipcMain.handle('echo', (event, ...parameters) => parameters);
ipcMain.handle('fail', () => { throw new TypeError('nope'); });
ipcMain.handle('uncloneable', () => () => {});
ipcMain.handle('who', (event) => ({
  url: event.senderFrame.url,
  origin: event.senderFrame.origin,
  isMain: event.senderFrame === event.sender.mainFrame,
  parentIsMain: event.senderFrame.parent === event.sender.mainFrame,
  topIsMain: event.senderFrame.top === event.sender.mainFrame,
}));

void app.whenReady().then(async () => {
  protocol.handle('app', async (request) => {
    const path = new URL(request.url).pathname;
    const file = await net.fetch(pathToFileURL(join(__dirname, 'pages', path)).href);
    return new Response(file.body, {
      headers: { 'content-type': file.headers.get('content-type'), 'content-security-policy': "default-src 'self'" },
    });
  });
  globalThis.trialWindow = new BrowserWindow({
    width: 700,
    height: 500,
    show: false,
    webPreferences: {
      preload: join(__dirname, 'preload.cjs'),
      nodeIntegrationInSubFrames: process.env.TRIAL_SUB_FRAMES === '1',
    },
  });
  trialWindow.once('ready-to-show', () => trialWindow.show());
  for (const name of ['close', 'closed', 'hide', 'show', 'focus', 'blur']) trialWindow.on(name, () => note(name));
  await trialWindow.loadURL('app://trial/index.html');
  note('loaded');
});
`;

const preloadScript = `
const { contextBridge, ipcRenderer } = require('electron');
contextBridge.exposeInMainWorld('trial', {
  invoke: (channel, ...parameters) => ipcRenderer.invoke(channel, ...parameters),
  send: (channel, ...parameters) => ipcRenderer.send(channel, ...parameters),
  invokeWithFunction: () => ipcRenderer.invoke('echo', () => {}),
  onDidHear: (listener) => {
    const heard = (event, ...parameters) => listener(...parameters);
    ipcRenderer.on('tell', heard);
    return () => ipcRenderer.off('tell', heard);
  },
  rejecting: async () => { throw new RangeError('from the preload'); },
  bytes: () => new Uint8Array([1, 2, 3]),
});
`;

const indexPage = `<!doctype html>
<title>Trial page</title>
<h1>Trial</h1>
<script>document.title = 'inline ran';</script>
<script src="page.js"></script>`;

/** A small app in a folder of its own. */
export interface TrialApp {
  readonly folder: string;
  readonly notesFile: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly words: readonly string[];
}

/** Writes the app; it goes with the test. */
export function writeTrialApp(environment: NodeJS.ProcessEnv = {}, root = temporaryFolder()): TrialApp {
  const folder = join(root, 'app');
  mkdirSync(join(folder, 'pages'), { recursive: true });
  writeFileSync(
    join(folder, 'package.json'),
    '{"name":"trial","productName":"Trial","version":"1.2.3","main":"main.cjs"}',
  );
  writeFileSync(join(folder, 'main.cjs'), mainScript);
  writeFileSync(join(folder, 'preload.cjs'), preloadScript);
  writeFileSync(join(folder, 'pages', 'index.html'), indexPage);
  writeFileSync(join(folder, 'pages', 'page.js'), `document.querySelector('h1').textContent = 'Trial ran';`);
  writeFileSync(join(folder, 'pages', 'other.html'), '<!doctype html><title>Other</title><h1>Other</h1>');
  const notesFile = join(root, 'notes');
  writeFileSync(notesFile, '');
  return {
    folder,
    notesFile,
    environment: {
      ...process.env,
      PORTCULLIS_STANDIN_NODE: process.execPath,
      PORTCULLIS_STANDIN_HEADLESS: '1',
      TRIAL_NOTES: notesFile,
      ...environment,
    },
    words: [`--user-data-dir=${join(root, 'data')}`, folder],
  };
}

export interface DrivenTrial {
  readonly app: ElectronApplication;
  readonly page: Page;
}

/** Starts the app under Playwright's driver, and waits for its first page. It ends with the test. */
export async function driveTrialApp(trialApp: TrialApp): Promise<DrivenTrial> {
  const driven = await launchTrialApp(trialApp);
  // One that the test itself has closed is closed a second time.
  onTestFinished(() => driven.app.close());
  return driven;
}

/** One driven app for all tests of a file, which leave it as they find it. */
export function shareTrialApp(): () => DrivenTrial {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'portcullis-')));
  let shared: DrivenTrial | undefined;
  beforeAll(async () => {
    if (chromium !== undefined) shared = await launchTrialApp(writeTrialApp({}, root));
  }, startMs);
  afterAll(async () => {
    await shared?.app.close();
    rmSync(root, { recursive: true, force: true, maxRetries: 3 });
  });
  return () => {
    if (shared === undefined) throw new Error('The app is not there.');
    return shared;
  };
}

async function launchTrialApp({ environment, words }: TrialApp): Promise<DrivenTrial> {
  const app = await _electron.launch({
    executablePath: standin,
    args: [...words],
    env: environment as Record<string, string>,
  });
  const page = await app.firstWindow();
  await page.getByRole('heading', { name: 'Trial ran' }).waitFor();
  return { app, page };
}

/** Starts the app as a person does, without a debugging port. */
export function startTrialApp({ environment, words }: TrialApp, ...more: readonly string[]) {
  const child = spawn(standin, [...words, ...more], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  endWithTest(child);
  return child;
}

/** Quits an app when the test is over, and waits until its Chromium writes no more. */
export function endWithTest(child: ChildProcess): void {
  const ended = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
  });
}
