import { browser } from './browser.ts';
import type { WebContents } from './web-contents.ts';

export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type WindowState = 'normal' | 'minimized' | 'maximized' | 'fullscreen';

/** What Chromium's window without a screen adds to its page; it has tabs that nobody sees. */
let frame: { readonly width: number; readonly height: number } | undefined;

/** Gives Chromium's window a place, if one is named, and a size; without a screen the page gets the whole of it. */
export async function placeWindow(contents: WebContents, bounds: Partial<Bounds>): Promise<void> {
  const { x: left, y: top, width = 0, height = 0 } = bounds;
  const { windowId, bounds: now } = await windowOf(contents);
  if (browser.isHeadless && frame === undefined) {
    const { cssLayoutViewport: page } = await (await contents.commands).send('Page.getLayoutMetrics');
    frame = { width: now.width - page.clientWidth, height: now.height - page.clientHeight };
  }
  const outer = { width: width + (frame?.width ?? 0), height: height + (frame?.height ?? 0) };
  await browser.commands.send('Browser.setWindowBounds', { windowId, bounds: { left, top, ...outer } });
}

/** Tells where Chromium's window is and how large. */
export async function windowPlace(contents: WebContents): Promise<Bounds> {
  const { left: x, top: y, width, height } = (await windowOf(contents)).bounds;
  return { x, y, width, height };
}

/** Minimises the window that a person sees, and so on; one without a screen stays as it is. */
export async function setWindowState(contents: WebContents, state: WindowState): Promise<void> {
  if (browser.isHeadless) return;
  const { windowId } = await windowOf(contents);
  await browser.commands.send('Browser.setWindowBounds', { windowId, bounds: { windowState: state } });
}

async function windowOf(contents: WebContents) {
  await contents.commands;
  return await browser.commands.send('Browser.getWindowForTarget', { targetId: contents.targetId });
}
