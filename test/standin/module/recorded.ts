import type { Menu } from './menu.ts';
import type { Notification } from './notification.ts';
import type { Tray } from './tray.ts';

/** A dialog that the app has asked for. */
export interface AskedDialog {
  readonly kind: 'message' | 'error' | 'open' | 'save';
  /** What the app wants it to say, as Electron's options. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** An answer that a test has put down for the next dialog of a kind, as Electron's result. */
export interface DialogAnswer {
  readonly kind: 'message' | 'open' | 'save';
  readonly result: Readonly<Record<string, unknown>>;
}

/** What Chromium cannot show: it is kept here, for tests to look at and to answer. */
export const recorded = {
  trays: [] as Tray[],
  popups: [] as Menu[],
  notifications: [] as Notification[],
  dialogs: [] as AskedDialog[],
  answers: [] as DialogAnswer[],
  /** Addresses and files that were handed to the system. */
  opened: [] as string[],
};
