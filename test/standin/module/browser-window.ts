import { EventEmitter } from 'node:events';
import { app } from './app.ts';
import type { WebPreferences } from './attached-page.ts';
import { browser } from './browser.ts';
import { launch } from './launch.ts';
import type { NativeImage } from './native-image.ts';
import { PreventableEvent } from './preventable-event.ts';
import { WebContents } from './web-contents.ts';
import { type Bounds, placeWindow, setWindowState, type WindowState, windowPlace } from './window-placing.ts';
import { addWindow, focusedWindow, openWindows, removeWindow, setFocusedWindow } from './windows.ts';

export interface BrowserWindowOptions extends Partial<Bounds> {
  readonly show?: boolean;
  readonly title?: string;
  readonly webPreferences?: WebPreferences;
}

const usualBounds: Bounds = { x: 0, y: 0, width: 800, height: 600 };

let lastId = 0;

/**
 * A window. Its size is that of Chromium's window. Whether it is shown, in front, minimised or maximised is a flag: where
 * there is a screen Chromium's window follows, except that a hidden one is only minimised.
 */
export class BrowserWindow extends EventEmitter {
  readonly id: number;
  readonly webContents: WebContents;
  #bounds: Bounds;
  #title: string;
  #isVisible = false;
  #isMinimized = false;
  #isMaximized = false;
  #isFullScreen = false;
  #isDestroyed = false;
  #wasReady = false;

  static getAllWindows(): BrowserWindow[] {
    return openWindows();
  }

  static getFocusedWindow(): BrowserWindow | null {
    return focusedWindow() ?? null;
  }

  static fromId(id: number): BrowserWindow | null {
    return openWindows().find((window) => window.id === id) ?? null;
  }

  static fromWebContents(contents: WebContents | undefined): BrowserWindow | null {
    return openWindows().find((window) => window.webContents === contents) ?? null;
  }

  /** @throws Error before the app is ready */
  constructor(options: BrowserWindowOptions = {}) {
    super();
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    lastId += 1;
    this.id = lastId;
    const { x = usualBounds.x, y = usualBounds.y, width = usualBounds.width, height = usualBounds.height } = options;
    this.#bounds = { x, y, width, height };
    this.#title = options.title ?? launch().app.name;
    this.webContents = new WebContents(options.webPreferences ?? {}, { width, height }, () => this.#didLose());
    this.#place({ ...options, width, height });
    this.webContents.on('page-resized', () => void this.#didResize());
    this.webContents.on('did-finish-load', () => this.#didLoad());
    this.webContents.on('page-title-updated', (event, title: string, explicit: boolean) => {
      this.emit('page-title-updated', event, title, explicit);
      if (!event.defaultPrevented) this.#title = title;
    });
    this.webContents.on('close-requested', () => this.close());
    addWindow(this);
    app.emit('web-contents-created', {}, this.webContents);
    app.emit('browser-window-created', {}, this);
    if (options.show !== false) this.show();
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  reload(): void {
    this.webContents.reload();
  }

  capturePage(): Promise<NativeImage> {
    return this.webContents.capturePage();
  }

  show(): void {
    this.showInactive();
    this.focus();
  }

  showInactive(): void {
    if (this.#isVisible) return;
    this.#isVisible = true;
    this.#setState('normal');
    this.emit('show');
  }

  hide(): void {
    if (!this.#isVisible) return;
    this.#isVisible = false;
    this.#setState('minimized');
    this.emit('hide');
    this.blur();
  }

  focus(): void {
    const before = focusedWindow();
    if (before === this || !this.#isVisible) return;
    before?.blur();
    setFocusedWindow(this);
    this.webContents.focus();
    this.emit('focus');
    app.emit('browser-window-focus', {}, this);
  }

  blur(): void {
    if (focusedWindow() !== this) return;
    setFocusedWindow(undefined);
    this.emit('blur');
    app.emit('browser-window-blur', {}, this);
  }

  minimize(): void {
    this.#isMinimized = true;
    this.#setState('minimized');
    this.emit('minimize');
    this.blur();
  }

  restore(): void {
    if (!this.#isMinimized) return;
    this.#isMinimized = false;
    this.#setState('normal');
    this.emit('restore');
  }

  maximize(): void {
    this.#isMaximized = true;
    this.#setState('maximized');
    this.emit('maximize');
  }

  unmaximize(): void {
    if (!this.#isMaximized) return;
    this.#isMaximized = false;
    this.#setState('normal');
    this.emit('unmaximize');
  }

  setFullScreen(flag: boolean): void {
    this.#isFullScreen = flag;
    this.#setState(flag ? 'fullscreen' : 'normal');
    this.emit(flag ? 'enter-full-screen' : 'leave-full-screen');
  }

  isVisible(): boolean {
    return this.#isVisible;
  }

  isFocused(): boolean {
    return focusedWindow() === this;
  }

  isMinimized(): boolean {
    return this.#isMinimized;
  }

  isMaximized(): boolean {
    return this.#isMaximized;
  }

  isFullScreen(): boolean {
    return this.#isFullScreen;
  }

  isNormal(): boolean {
    return !(this.#isMinimized || this.#isMaximized || this.#isFullScreen);
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  getBounds(): Bounds {
    return this.#bounds;
  }

  getNormalBounds(): Bounds {
    return this.#bounds;
  }

  getContentBounds(): Bounds {
    return this.#bounds;
  }

  getSize(): number[] {
    return [this.#bounds.width, this.#bounds.height];
  }

  getPosition(): number[] {
    return [this.#bounds.x, this.#bounds.y];
  }

  setBounds(bounds: Partial<Bounds>): void {
    const before = this.#bounds;
    this.#bounds = { ...before, ...bounds };
    const { x, y, width, height } = this.#bounds;
    this.#place(this.#bounds);
    if (x !== before.x || y !== before.y) this.emit('move');
    if (width !== before.width || height !== before.height) this.emit('resize');
  }

  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }

  setPosition(x: number, y: number): void {
    this.setBounds({ x, y });
  }

  getTitle(): string {
    return this.#title;
  }

  setTitle(title: string): void {
    this.#title = title;
  }

  close(): void {
    if (this.#isDestroyed) return;
    const event = new PreventableEvent();
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }

  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    removeWindow(this);
    this.webContents.destroy();
    this.emit('closed');
    app.didCloseWindow();
  }

  setBackgroundColor(): void {}

  #didLoad(): void {
    if (this.#wasReady) return;
    this.#wasReady = true;
    this.emit('ready-to-show');
  }

  /** Its window was closed in Chromium, or Chromium has gone: nobody can prevent that any more. */
  #didLose(): void {
    if (this.#isDestroyed) return;
    this.emit('close', new PreventableEvent());
    this.destroy();
    // No tray could bring a window back to the person who has closed the last one.
    if (!browser.isHeadless && openWindows().length === 0) app.quit();
  }

  /** A person has drawn the window larger or smaller. */
  async #didResize(): Promise<void> {
    if (browser.isHeadless) return;
    const place = await windowPlace(this.webContents).catch(() => undefined);
    if (place === undefined || this.#isDestroyed || this.#isMinimized) return;
    const { width, height } = this.#bounds;
    this.#bounds = place;
    if (place.width !== width || place.height !== height) this.emit('resize');
  }

  #place(bounds: Partial<Bounds>): void {
    // A window that has gone meanwhile has no place.
    placeWindow(this.webContents, bounds).catch(() => undefined);
  }

  #setState(state: WindowState): void {
    setWindowState(this.webContents, state).catch(() => undefined);
  }
}
