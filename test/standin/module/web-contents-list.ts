import type { WebContents } from './web-contents.ts';
import { focusedWindow, openWindows } from './windows.ts';

function all(): WebContents[] {
  return openWindows().map((window) => window.webContents);
}

/** Electron's `webContents`. */
export const webContents = {
  getAllWebContents: all,
  getFocusedWebContents: (): WebContents | null => focusedWindow()?.webContents ?? null,
  fromId: (id: number): WebContents | undefined => all().find((contents) => contents.id === id),
  fromDevToolsTargetId: (targetId: string): WebContents | undefined =>
    all().find((contents) => contents.targetId === targetId),
};
