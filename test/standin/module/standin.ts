import { callHandler, ipcEvent } from './ipc-main.ts';
import { Menu } from './menu.ts';
import { askInWindow } from './message-window.ts';
import { recorded } from './recorded.ts';
import type { WebContents } from './web-contents.ts';
import type { WebFrameMain } from './web-frame-main.ts';
import { openWindows } from './windows.ts';

/**
 * What tests find beside Electron's own modules, as `require('electron').standin`: what was recorded, and ways to do what
 * a person or a hostile page would.
 */
class Standin {
  readonly trays = recorded.trays;
  readonly popups = recorded.popups;
  readonly notifications = recorded.notifications;
  readonly dialogs = recorded.dialogs;
  readonly answers = recorded.answers;
  readonly opened = recorded.opened;
  /** What a trial window does with a message box. */
  readonly askInWindow = askInWindow;

  get applicationMenu(): Menu | null {
    return Menu.getApplicationMenu();
  }

  /** The pages of all windows, with what the stand-in adds to them. */
  get pages(): WebContents[] {
    return openWindows().map((window) => window.webContents);
  }

  /**
   * Calls a handler of `ipcMain` as if a frame had: what comes back is what that frame would be told.
   * @throws whatever the handler throws
   */
  invokeFrom(
    contents: WebContents,
    frame: WebFrameMain,
    channel: string,
    ...parameters: readonly unknown[]
  ): Promise<unknown> {
    return callHandler(ipcEvent(contents, frame), channel, parameters);
  }
}

export type { Standin };

export const standin = new Standin();
