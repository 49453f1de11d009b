import { EventEmitter } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AppPaths } from './app-paths.ts';
import { browser } from './browser.ts';
import { launch } from './launch.ts';
import { PreventableEvent } from './preventable-event.ts';
import { type RendererTime, rendererTimes } from './renderer-times.ts';
import { SingleInstanceLock } from './single-instance.ts';
import { openWindows } from './windows.ts';

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Electron's `app`: the life of the process, from before Chromium is up until it is gone. */
class App extends EventEmitter {
  readonly runningUnderARM64Translation = false;
  readonly commandLine = {
    appendSwitch: (name: string, value = '') => void launch().switches.set(name, value),
    appendArgument: () => undefined,
    hasSwitch: (name: string) => launch().switches.has(name),
    getSwitchValue: (name: string) => launch().switches.get(name) ?? '',
    removeSwitch: (name: string) => void launch().switches.delete(name),
  };
  readonly #paths = new AppPaths();
  readonly #lock = new SingleInstanceLock();
  readonly #ready = new Promise<void>((resolve) => this.once('ready', () => resolve()));
  #name = launch().app.name;
  #isReady = false;
  #isQuitting = false;
  #isEnding = false;
  #toldOwner: Promise<void> = Promise.resolve();

  get name(): string {
    return this.#name;
  }

  set name(name: string) {
    this.#name = name;
  }

  /** Of pages alone, and the processor's time alone. */
  getAppMetrics(): RendererTime[] {
    return rendererTimes(browser.processId);
  }

  get isPackaged(): boolean {
    return launch().isPackaged;
  }

  /** For the launcher: brings up Chromium, and then the app is ready. */
  async start(): Promise<void> {
    for (const signal of stopSignals) process.on(signal, () => this.quit());
    if (this.#isEnding) return;
    const { switches } = launch();
    const profileFolder = join(this.getPath('sessionData'), 'Chromium');
    try {
      mkdirSync(profileFolder, { recursive: true });
      const options = {
        profileFolder,
        debuggingPort: switches.get('remote-debugging-port'),
        headless: isHeadless(switches),
        title: this.#name,
        withoutSandbox: switches.has('no-sandbox'),
      };
      await browser.start(options, () => this.quit());
    } catch (error) {
      console.error(`Electron stand-in: ${(error as Error).message}`);
      process.exit(1);
    }
    if (this.#isEnding) return;
    this.#isReady = true;
    this.emit('will-finish-launching');
    this.emit('ready', {}, {});
  }

  isReady(): boolean {
    return this.#isReady;
  }

  whenReady(): Promise<void> {
    return this.#ready;
  }

  /** Asks everybody who may say no, closes all windows, and ends. */
  quit(): void {
    if (this.#isQuitting || this.#isEnding) return;
    if (this.#isPrevented('before-quit')) return;
    this.#isQuitting = true;
    for (const window of openWindows()) {
      window.close();
      if (window.isDestroyed()) continue;
      this.#isQuitting = false;
      return;
    }
    if (this.#isPrevented('will-quit')) this.#isQuitting = false;
    else void this.#end(0);
  }

  /** Ends without asking anybody. */
  exit(code = 0): void {
    if (this.#isEnding) return;
    this.#isQuitting = true;
    for (const window of openWindows()) window.destroy();
    void this.#end(code);
  }

  /** For windows: one has gone. */
  didCloseWindow(): void {
    if (this.#isQuitting || openWindows().length > 0) return;
    if (this.listenerCount('window-all-closed') === 0) this.quit();
    else this.emit('window-all-closed');
  }

  getName(): string {
    return this.#name;
  }

  setName(name: string): void {
    this.#name = name;
  }

  getVersion(): string {
    return launch().app.version;
  }

  getAppPath(): string {
    return launch().app.root;
  }

  getLocale(): string {
    return 'en-US';
  }

  getSystemLocale(): string {
    return 'en-US';
  }

  getPreferredSystemLanguages(): string[] {
    return ['en-US'];
  }

  getPath(name: string): string {
    return this.#paths.get(name, this.#name);
  }

  setPath(name: string, path: string): void {
    this.#paths.set(name, path);
  }

  setAppLogsPath(path = join(this.getPath('userData'), 'logs')): void {
    this.#paths.set('logs', path);
  }

  requestSingleInstanceLock(data: unknown = {}): boolean {
    const userData = this.getPath('userData');
    const isFirst = this.#lock.take(userData, (second) => {
      this.emit('second-instance', {}, second.argv, second.cwd, second.data);
    });
    if (!isFirst) this.#toldOwner = this.#lock.tellOwner(userData, { argv: process.argv, cwd: process.cwd(), data });
    return isFirst;
  }

  hasSingleInstanceLock(): boolean {
    return this.#lock.isHeld;
  }

  releaseSingleInstanceLock(): void {
    this.#lock.release();
  }

  setAppUserModelId(): void {}

  #isPrevented(name: string): boolean {
    const event = new PreventableEvent();
    this.emit(name, event);
    return event.defaultPrevented;
  }

  async #end(code: number): Promise<void> {
    this.#isEnding = true;
    this.emit('quit', {}, code);
    await Promise.all([browser.end(), this.#toldOwner]);
    process.exit(code);
  }
}

/** Without a window for a person, or without a screen to put one on where somebody else drives it. */
function isHeadless(switches: ReadonlyMap<string, string>): boolean {
  if (process.env['PORTCULLIS_STANDIN_HEADLESS'] === '1') return true;
  const hasScreen = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
  return switches.has('remote-debugging-port') && !hasScreen;
}

export const app = new App();
