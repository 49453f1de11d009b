/** The colours of a terminal in the shape that xterm.js takes them. */
export interface TerminalTheme {
  readonly background: string;
  readonly foreground: string;
  readonly cursor: string;
  readonly cursorAccent: string;
  readonly selectionBackground: string;
  readonly selectionInactiveBackground: string;
  readonly black: string;
  readonly red: string;
  readonly green: string;
  readonly yellow: string;
  readonly blue: string;
  readonly magenta: string;
  readonly cyan: string;
  readonly white: string;
  readonly brightBlack: string;
  readonly brightRed: string;
  readonly brightGreen: string;
  readonly brightYellow: string;
  readonly brightBlue: string;
  readonly brightMagenta: string;
  readonly brightCyan: string;
  readonly brightWhite: string;
}

/**
 * Every colour but the two that a program uses as a ground of its own (black, and
 * on a light ground white) keeps 4.5:1 against
 * the background.
 */
export const terminalThemes: { readonly light: TerminalTheme; readonly dark: TerminalTheme } = {
  dark: {
    background: '#101214',
    foreground: '#d9dde1',
    cursor: '#e8ebee',
    cursorAccent: '#101214',
    selectionBackground: '#85b1ff4d',
    selectionInactiveBackground: '#85b1ff2b',
    black: '#2c3035',
    red: '#f47b74',
    green: '#84c48b',
    yellow: '#dcb56a',
    blue: '#7ea8f0',
    magenta: '#c797dd',
    cyan: '#6fc3cb',
    white: '#c9cdd2',
    brightBlack: '#868c94',
    brightRed: '#ff9f98',
    brightGreen: '#a5dcaa',
    brightYellow: '#f0d08f',
    brightBlue: '#a5c5ff',
    brightMagenta: '#deb8ef',
    brightCyan: '#98dde3',
    brightWhite: '#f3f5f7',
  },
  light: {
    background: '#fcfcfd',
    foreground: '#24272b',
    cursor: '#17191c',
    cursorAccent: '#fcfcfd',
    selectionBackground: '#2c60c838',
    selectionInactiveBackground: '#2c60c820',
    black: '#24272b',
    red: '#b92c2b',
    green: '#2a7333',
    yellow: '#855a00',
    blue: '#2457bb',
    magenta: '#87399f',
    cyan: '#0c6b74',
    white: '#c6cbd1',
    brightBlack: '#656a71',
    brightRed: '#cf3b36',
    brightGreen: '#2f7d39',
    brightYellow: '#8f6200',
    brightBlue: '#3468cf',
    brightMagenta: '#9a4ab3',
    brightCyan: '#0f757f',
    brightWhite: '#e6e9ed',
  },
};
