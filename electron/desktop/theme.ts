import { nativeTheme } from 'electron';
import type { SettingsStore } from '../core/settings/settings-store.ts';

/** The canvas of the window's tokens, for the moment before the page is drawn. */
const canvas = { light: '#eff1f4', dark: '#141618' };

/** Has the system's own parts follow the chosen theme. */
export function followTheme(settings: SettingsStore): void {
  nativeTheme.themeSource = settings.current().theme;
  settings.onDidChange(({ theme }) => {
    nativeTheme.themeSource = theme;
  });
}

export function backgroundColour(): string {
  return nativeTheme.shouldUseDarkColors ? canvas.dark : canvas.light;
}
