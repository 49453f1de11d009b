import { z } from 'zod';

const wholeNumber = (least: number, most: number) => z.int().min(least).max(most);

/** The settings: type and check at once. It has no defaults of its own, so that a change of one field is one field. */
export const settingsSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  /** Closing the window leaves the app in the tray. */
  keepInTray: z.boolean(),
  confirmPaste: z.boolean(),
  confirmClosingLive: z.boolean(),
  terminalFontPx: wholeNumber(8, 32),
  scrollbackLines: wholeNumber(0, 100_000),
  copyOnSelect: z.boolean(),
  /** What happens to a session whose connection was lost. */
  reconnect: z.enum(['ask', 'auto']),
  isSidebarHidden: z.boolean(),
  sidebarPx: wholeNumber(180, 480),
  foldedGroups: z.array(z.string().max(60)).max(1000),
});

export type Settings = z.infer<typeof settingsSchema>;

export const settingsChangeSchema = settingsSchema.partial();

/** Some settings anew; those left out or undefined stay as they are. */
export type SettingsChange = z.infer<typeof settingsChangeSchema>;

export const defaultSettings: Settings = {
  theme: 'system',
  keepInTray: true,
  confirmPaste: true,
  confirmClosingLive: true,
  terminalFontPx: 13,
  scrollbackLines: 10_000,
  copyOnSelect: false,
  reconnect: 'ask',
  isSidebarHidden: false,
  sidebarPx: 240,
  foldedGroups: [],
};
