import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { type ChromiumOptions, startChromium } from '../devtools/chromium.ts';
import type { Commands, Connection } from '../devtools/connection.ts';

/** How long Chromium may take to end when asked to. */
const endingMs = 3000;

interface Target {
  readonly targetId: string;
  readonly type: string;
  readonly openerId?: string;
  readonly openerFrameId?: string;
}

/** What a page's owner hears of it from Chromium. */
export interface TargetEvents {
  onDidGo(): void;
  onDidCrash(): void;
}

/** The one Chromium of this process, its windows and their pages. */
class Browser {
  #connection: Connection | undefined;
  #process: ChildProcess | undefined;
  #isHeadless = true;
  #isEnding = false;
  #startupTarget: string | undefined;
  readonly #owners = new Map<string, TargetEvents>();

  get isHeadless(): boolean {
    return this.#isHeadless;
  }

  /**
   * @param onDidEnd called when Chromium has ended by itself
   * @throws Error when it does not come up
   */
  async start(options: ChromiumOptions, onDidEnd: () => void): Promise<void> {
    const { connection, process: child } = await startChromium(options);
    this.#connection = connection;
    this.#process = child;
    this.#isHeadless = options.headless;
    // A process that ends in whatever way leaves no Chromium behind.
    process.once('exit', () => child.kill('SIGKILL'));
    const startupTarget = new Promise<string>((resolve) => {
      connection.on('Target.targetCreated', ({ targetInfo }) => {
        if (targetInfo.type === 'page') resolve(targetInfo.targetId);
        if (!this.#isEnding) this.#refusePopup(targetInfo);
      });
    });
    connection.on('Target.targetDestroyed', ({ targetId }) => {
      if (!this.#isEnding) this.#owners.get(targetId)?.onDidGo();
    });
    connection.on('Target.targetCrashed', ({ targetId }) => this.#owners.get(targetId)?.onDidCrash());
    child.once('exit', () => {
      this.#process = undefined;
      if (this.#isEnding) return;
      for (const owner of this.#owners.values()) owner.onDidGo();
      onDidEnd();
    });
    await connection.send('Target.setDiscoverTargets', { discover: true });
    if (!options.headless) this.#startupTarget = await startupTarget;
    // The headless shell leaves the question open where a browser denies by itself.
    else await connection.send('Browser.setPermission', { permission: { name: 'notifications' }, setting: 'denied' });
  }

  /** undefined while it is not up. */
  get processId(): number | undefined {
    return this.#process?.pid;
  }

  /** Commands to Chromium itself. */
  get commands(): Connection {
    if (this.#connection === undefined) throw new Error('Chromium is not up: the app is not ready.');
    return this.#connection;
  }

  /**
   * Opens a window with an empty page, the one that Chromium came up with first.
   * @returns Chromium's name for the page
   */
  async openPage(size: { readonly width: number; readonly height: number }, events: TargetEvents): Promise<string> {
    const startupTarget = this.#startupTarget;
    this.#startupTarget = undefined;
    const targetId =
      startupTarget ??
      (await this.commands.send('Target.createTarget', { url: 'about:blank', newWindow: true, ...size })).targetId;
    this.#owners.set(targetId, events);
    return targetId;
  }

  async attach(targetId: string): Promise<Commands> {
    const { sessionId } = await this.commands.send('Target.attachToTarget', { targetId, flatten: true });
    return this.commands.session(sessionId);
  }

  async closePage(targetId: string): Promise<void> {
    this.#owners.delete(targetId);
    await this.commands.send('Target.closeTarget', { targetId }).catch(() => undefined);
  }

  /** Ends Chromium, by force when it does not go by itself. */
  async end(): Promise<void> {
    this.#isEnding = true;
    const child = this.#process;
    if (child === undefined) return;
    const ended = once(child, 'exit');
    this.commands.send('Browser.close').catch(() => undefined);
    await Promise.race([ended, delay(endingMs)]);
    child.kill('SIGKILL');
  }

  /** A window that a page opens by itself is not supported, whatever the app allows. */
  #refusePopup({ targetId, type, openerId, openerFrameId }: Target): void {
    if (type !== 'page' || (openerId === undefined && openerFrameId === undefined)) return;
    this.commands.send('Target.closeTarget', { targetId }).catch(() => undefined);
  }
}

export const browser = new Browser();
