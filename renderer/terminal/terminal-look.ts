import type { SessionView } from '../../electron/shared/views/session-view.ts';
import { useDesk } from '../app/desk-store.ts';
import { terminalThemes } from '../styles/terminal-themes.ts';

/** How a terminal looks. */
export interface TerminalLook {
  readonly theme: (typeof terminalThemes)['light'];
  readonly fontPx: number;
  readonly scrollbackLines: number;
}

const systemIsDark = matchMedia('(prefers-color-scheme: dark)');

/** The look of a session's terminal: its profile's colours, or else those of the app. */
export function lookOf({ profileId }: Pick<SessionView, 'profileId'>): TerminalLook {
  const { settings, profiles } = useDesk.getState();
  const wanted = profiles.find(({ id }) => id === profileId)?.terminal?.colours;
  const ofApp = settings.theme === 'system' ? (systemIsDark.matches ? 'dark' : 'light') : settings.theme;
  return {
    theme: terminalThemes[wanted ?? ofApp],
    fontPx: settings.terminalFontPx,
    scrollbackLines: settings.scrollbackLines,
  };
}

/** Calls back whenever looks may have changed. @returns the function that ends it */
export function onDidChangeLooks(listener: () => void): () => void {
  const stop = useDesk.subscribe((now, before) => {
    if (now.settings !== before.settings || now.profiles !== before.profiles) listener();
  });
  systemIsDark.addEventListener('change', listener);
  return () => {
    stop();
    systemIsDark.removeEventListener('change', listener);
  };
}
