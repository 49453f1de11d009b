import type { BrowserWindow } from './browser-window.ts';

const open = new Map<number, BrowserWindow>();
let focused: BrowserWindow | undefined;

/** The windows that are there, in the order of their making. */
export function openWindows(): BrowserWindow[] {
  return [...open.values()];
}

export function addWindow(window: BrowserWindow): void {
  open.set(window.id, window);
}

export function removeWindow(window: BrowserWindow): void {
  open.delete(window.id);
  if (focused === window) focused = undefined;
}

export function focusedWindow(): BrowserWindow | undefined {
  return focused;
}

export function setFocusedWindow(window: BrowserWindow | undefined): void {
  focused = window;
}
