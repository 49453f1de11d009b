import type { App } from './app.ts';

/** Whether the window is shown. */
export function isVisible({ electron }: App): Promise<boolean> {
  return electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false);
}

export function hideWindow({ electron }: App): Promise<void> {
  return electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
}

/** Closes the window as a person does. */
export function closeWindow({ electron }: App): Promise<void> {
  return electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
}
