import { EventEmitter } from 'node:events';
import type { Commands } from '../devtools/connection.ts';
import type { FromPage } from '../page/preload-runtime.ts';
import { type AttachedPage, attachPage, type PageSize, type WebPreferences } from './attached-page.ts';
import { browser } from './browser.ts';
import { toChromiumUrl } from './custom-schemes.ts';
import { FrameTree } from './frame-tree.ts';
import { dispatchFromPage, IpcMain, ipcEvent } from './ipc-main.ts';
import { type NativeImage, nativeImage } from './native-image.ts';
import { nativeTheme } from './native-theme.ts';
import { PreventableEvent } from './preventable-event.ts';
import type { NavigationRequest } from './request-gate.ts';
import { type Session, session } from './session.ts';
import type { WebFrameMain } from './web-frame-main.ts';

interface WindowRequest {
  readonly url: string;
  readonly frameName: string;
  readonly features: string;
  readonly disposition: string;
}

type WindowOpenHandler = (request: WindowRequest) => { readonly action: 'allow' | 'deny' };

/** A step of the zoom level, as Chromium counts it. */
const zoomStep = 1.2;

let lastId = 0;

/** A page and all that the main process can do to it. What is asked before Chromium has the page waits for it. */
export class WebContents extends EventEmitter {
  readonly id: number;
  readonly ipc = new IpcMain();
  readonly session: Session;
  readonly #page: Promise<AttachedPage>;
  readonly #frames: FrameTree;
  /** Addresses that the app itself has asked for: nobody refuses these. */
  readonly #asked = new Set<string>();
  #targetId: string | undefined;
  #windowOpenHandler: WindowOpenHandler = () => ({ action: 'deny' });
  #zoomFactor = 1;
  #title = '';
  #wasAsked = false;
  #hasApp = false;
  #isLoading = false;
  #isCrashed = false;
  #isDestroyed = false;

  /** @param size of the window that it comes in  @param onDidGo called when Chromium has closed that window */
  constructor(preferences: WebPreferences, size: PageSize, onDidGo: () => void) {
    super();
    this.setMaxListeners(0);
    lastId += 1;
    this.id = lastId;
    const { partition } = preferences;
    const named = partition === undefined ? session.defaultSession : session.fromPartition(partition);
    this.session = preferences.session ?? named;
    this.#frames = new FrameTree(() => this.commands);
    this.#page = attachPage(size, preferences, this.session, this.#frames, {
      onDidGo,
      onDidCrash: () => this.#didCrash(),
      onDidSay: (message, frame) => this.#didSay(message, frame),
      onDidAskForWindow: (url, name, features) => this.#didAskForWindow(url, name, features),
      onDidLog: (line) => this.emit('console-message', { ...line, frame: this.mainFrame }),
      onDidStart: () => this.#didStart(),
      onDidNavigate: (isSameDocument) => this.#didNavigate(isSameDocument),
      onDidParse: () => this.#tellIfApp('dom-ready'),
      onDidLoad: () => this.#didLoad(),
      mayNavigate: (request) => this.#mayNavigate(request),
    });
    this.#page.then(
      ({ targetId }) => {
        this.#targetId = targetId;
      },
      // Whoever asks something of the page hears of the failure.
      () => undefined,
    );
  }

  /** For the stand-in: commands to the page, once it is there. */
  get commands(): Promise<Commands> {
    return this.#page.then(({ commands }) => commands);
  }

  /** For the stand-in: Chromium's name for the page, once it is there. */
  get targetId(): string | undefined {
    return this.#targetId;
  }

  get mainFrame(): WebFrameMain {
    return this.#frames.main;
  }

  /** @throws Error with Chromium's word for what went wrong */
  async loadURL(url: string): Promise<void> {
    const commands = await this.commands;
    let finish = () => {};
    const loaded = new Promise<void>((resolve) => {
      finish = resolve;
    });
    this.once('did-finish-load', finish);
    try {
      this.#wasAsked = true;
      this.#asked.add(url);
      const { errorText, loaderId } = await commands.send('Page.navigate', { url: toChromiumUrl(url) });
      if (errorText !== undefined) throw loadError(errorText, url);
      // A change of nothing but what is behind the # loads nothing.
      if (loaderId !== undefined) await loaded;
    } catch (error) {
      this.emit('did-fail-load', {}, -2, (error as Error).message, url, true);
      throw error;
    } finally {
      this.#asked.delete(url);
      this.off('did-finish-load', finish);
    }
  }

  reload(): void {
    this.#send('Page.reload');
  }

  reloadIgnoringCache(): void {
    this.#send('Page.reload', { ignoreCache: true });
  }

  stop(): void {
    this.#send('Page.stopLoading');
  }

  /** @throws Error when something in it cannot be cloned */
  send(channel: string, ...parameters: unknown[]): void {
    this.mainFrame.send(channel, ...parameters);
  }

  postMessage(): never {
    throw new Error('The Electron stand-in has no message ports: use send.');
  }

  executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    return this.mainFrame.executeJavaScript(code, userGesture);
  }

  async capturePage(): Promise<NativeImage> {
    const { data } = await (await this.commands).send('Page.captureScreenshot', { format: 'png' });
    return nativeImage.createFromBuffer(Buffer.from(data, 'base64'));
  }

  /** What a page may open: whatever the app says, the stand-in opens nothing. */
  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#windowOpenHandler = handler;
  }

  forcefullyCrashRenderer(): void {
    this.#send('Page.crash');
  }

  /** Done by the page's own zoom property: from outside Chromium there is no other way. */
  setZoomFactor(factor: number): void {
    this.#zoomFactor = factor;
    const value = factor === 1 ? '' : String(factor);
    this.executeJavaScript(`document.documentElement.style.zoom = '${value}'`).catch(() => undefined);
  }

  setZoomLevel(level: number): void {
    this.setZoomFactor(zoomStep ** level);
  }

  getZoomFactor(): number {
    return this.#zoomFactor;
  }

  getZoomLevel(): number {
    return Math.log(this.#zoomFactor) / Math.log(zoomStep);
  }

  getURL(): string {
    return this.mainFrame.url;
  }

  getTitle(): string {
    return this.#title;
  }

  isLoading(): boolean {
    return this.#isLoading;
  }

  isCrashed(): boolean {
    return this.#isCrashed;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  isDevToolsOpened(): boolean {
    return false;
  }

  focus(): void {
    this.#send('Page.bringToFront');
  }

  close(): void {
    this.emit('close-requested');
  }

  /** Without effect: the page reaches no network at all. */
  setWebRTCIPHandlingPolicy(): void {}

  /** For its window: closes the page in Chromium, if it is still there. */
  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    this.#page.then(({ targetId }) => browser.closePage(targetId)).catch(() => undefined);
    this.emit('destroyed');
  }

  #send(method: string, parameters: object = {}): void {
    // A page that has gone, or goes by this very command, gives no answer.
    this.commands.then((commands) => commands.send(method, parameters)).catch(() => undefined);
  }

  /** Nothing is told of the empty page that stands in the window before the app's first. */
  #tellIfApp(name: string): void {
    if (this.#hasApp) this.emit(name, {});
  }

  #didSay(message: FromPage, frame: WebFrameMain): void {
    switch (message.kind) {
      case 'colors':
        nativeTheme.didSeeColors(message.dark, this.commands);
        break;
      case 'resize':
        this.emit('page-resized');
        break;
      case 'key':
        this.emit('before-input-event', new PreventableEvent(), message.key);
        break;
      case 'title':
        this.#didChangeTitle(message.title);
        break;
      case 'window':
        this.#didAskForWindow(message.url, message.name, message.features);
        break;
      default:
        void dispatchFromPage(ipcEvent(this, frame), message);
    }
  }

  #mayNavigate({ url, frameId }: NavigationRequest): boolean {
    const frame = this.#frames.ofId(frameId) ?? null;
    const isMainFrame = frame === this.mainFrame;
    if (isMainFrame && (this.#asked.delete(url) || url === this.getURL())) return true;
    const initiator = isMainFrame ? frame : (frame?.parent ?? null);
    const event = Object.assign(new PreventableEvent(), { url, frame, isMainFrame, isSameDocument: false, initiator });
    this.emit('will-frame-navigate', event);
    if (isMainFrame && !event.defaultPrevented) this.emit('will-navigate', event, url, false, true);
    return !event.defaultPrevented;
  }

  #didAskForWindow(url: string, frameName: string, features: string): void {
    const { action } = this.#windowOpenHandler({ url, frameName, features, disposition: 'foreground-tab' });
    if (action === 'allow') console.error(`The Electron stand-in opens no windows of a page: ${url}`);
  }

  #didStart(): void {
    this.#isLoading = true;
    this.#tellIfApp('did-start-loading');
  }

  #didNavigate(isSameDocument: boolean): void {
    this.#isCrashed = false;
    this.#hasApp ||= this.#wasAsked;
    if (!this.#hasApp) return;
    if (isSameDocument) this.emit('did-navigate-in-page', {}, this.getURL(), true);
    else this.emit('did-navigate', {}, this.getURL(), 200, 'OK');
  }

  #didLoad(): void {
    this.#isLoading = false;
    if (this.#zoomFactor !== 1) this.setZoomFactor(this.#zoomFactor);
    this.#tellIfApp('did-stop-loading');
    this.#tellIfApp('did-finish-load');
  }

  #didChangeTitle(title: string): void {
    if (title === '' || title === this.#title) return;
    this.#title = title;
    this.emit('page-title-updated', new PreventableEvent(), title, true);
  }

  #didCrash(): void {
    this.#isCrashed = true;
    this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
  }
}

function loadError(errorText: string, url: string): Error {
  const code = errorText.replace(/^net::/, '');
  return Object.assign(new Error(`${code} (-2) loading '${url}'`), { code, errno: -2, url });
}
