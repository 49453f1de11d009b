import { z } from 'zod';

const wholeNumber = (least: number, most: number) => z.int().min(least).max(most);

/** The settings: type, default and check at once. */
export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** Closing the window leaves the app in the tray. */
  keepInTray: z.boolean().default(true),
  confirmPaste: z.boolean().default(true),
  confirmClosingLive: z.boolean().default(true),
  terminalFontPx: wholeNumber(8, 32).default(13),
  scrollbackLines: wholeNumber(0, 100_000).default(10_000),
  copyOnSelect: z.boolean().default(false),
  isSidebarHidden: z.boolean().default(false),
  sidebarPx: wholeNumber(180, 480).default(240),
  foldedGroups: z.array(z.string()).max(1000).default([]),
});

export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = settingsSchema.parse({});
