import { terminalThemes } from '../../../../renderer/styles/terminal-themes.ts';
import { createLiveTerminal, type LiveTerminal } from '../../../../renderer/terminal/live-terminal.ts';

const nothing = () => {};

/** The app's own terminal, with all its addons, and nobody at its keyboard. */
export function createBenchTerminal(): LiveTerminal {
  return createLiveTerminal(
    { theme: terminalThemes.dark, fontPx: 13, scrollbackLines: 10_000 },
    {
      onInput: nothing,
      onResize: nothing,
      onBell: nothing,
      onLink: nothing,
      onPaste: nothing,
      onMenu: nothing,
      onSelected: nothing,
      takesKey: () => false,
    },
  );
}
