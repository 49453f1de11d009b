import { BrowserWindow, nativeTheme, type WebContents } from 'electron';
import type { EventMessage } from '../shared/contract/contract.ts';
import type { KeptWindowState } from './kept-window-state.ts';
import { backgroundColour } from './theme.ts';
import { smallestSize } from './window-state.ts';

export interface AppWindowOptions {
  /** The page's address. */
  readonly address: string;
  readonly preload: string;
  readonly state: KeptWindowState;
  /** Whether it appears as soon as its page is drawn. */
  readonly showWhenReady: boolean;
  /** Asked when the person closes the window. */
  readonly onClose: () => 'hide' | 'destroy';
}

/** The app's one window. */
export interface AppWindow {
  /** undefined once it is destroyed. */
  contents(): WebContents | undefined;
  browserWindow(): BrowserWindow | undefined;
  /** Brings it before the person, wherever it was. */
  show(): void;
  hide(): void;
  /** Tells the page; a page that is not there yet asks for everything when it starts. */
  send(message: EventMessage): void;
}

/** Makes the window and loads its page; it is shown when there is something to see. */
export function createAppWindow({ address, preload, state, showWhenReady, onClose }: AppWindowOptions): AppWindow {
  const window = new BrowserWindow({
    ...state.startBounds(),
    // Elsewhere than on macOS the menu would take a line from the terminal; the Alt key shows it.
    autoHideMenuBar: true,
    minWidth: smallestSize.width,
    minHeight: smallestSize.height,
    show: false,
    title: 'Portcullis',
    backgroundColor: backgroundColour(),
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webviewTag: false,
      webSecurity: true,
      spellcheck: false,
      navigateOnDragDrop: false,
      // A terminal goes on drawing while something lies over it, or its session would be held up.
      backgroundThrottling: false,
    },
  });
  if (state.current().isMaximised && showWhenReady) window.once('ready-to-show', () => window.maximize());
  if (showWhenReady) window.once('ready-to-show', () => window.show());
  state.follow(window);
  window.on('close', (event) => {
    if (onClose() === 'destroy') return;
    event.preventDefault();
    window.hide();
  });
  nativeTheme.on('updated', () => {
    if (!window.isDestroyed()) window.setBackgroundColor(backgroundColour());
  });
  // A page that cannot be loaded is told by `did-fail-load`, and there is nobody else to tell.
  window.loadURL(address).catch(() => undefined);
  return {
    contents: () => (window.isDestroyed() ? undefined : window.webContents),
    browserWindow: () => (window.isDestroyed() ? undefined : window),
    show() {
      if (window.isDestroyed()) return;
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    hide() {
      if (!window.isDestroyed()) window.hide();
    },
    send(message) {
      if (!window.isDestroyed()) window.webContents.send('portcullis:event', message);
    },
  };
}
