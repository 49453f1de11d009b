import '@xterm/xterm/css/xterm.css';
import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { UnicodeGraphemesAddon } from '@xterm/addon-unicode-graphemes';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { Terminal } from '@xterm/xterm';
import { boundSequences } from './bounds/bound-sequences.ts';
import { boundMarks } from './bounds/bounded-marks.ts';
import { boundedWriter } from './bounds/bounded-writer.ts';
import { gatherColours } from './bounds/gather-colours.ts';
import { keepLinks } from './bounds/keep-links.ts';
import { measureLetters } from './bounds/measure-letters.ts';
import { moveLines } from './bounds/move-lines.ts';
import { openWorkAccount } from './bounds/work-account.ts';
import { gatherInput } from './gathered-input.ts';
import { drawWithGraphicsCard } from './graphics.ts';
import { takeDrops, takePastes } from './pasting.ts';
import type { TerminalLook } from './terminal-look.ts';

/** What a terminal tells. A server can cause `onBell` and nothing else of it; the rest are a person's doing. */
export interface TerminalListener {
  onInput(bytes: Uint8Array<ArrayBuffer>): void;
  onResize(size: { readonly columns: number; readonly rows: number }): void;
  onBell(): void;
  /** A link was clicked. It is the server's text. */
  onLink(text: string): void;
  /** A text is to be pasted, as it was on the clipboard. */
  onPaste(text: string): void;
  /** Its menu is asked for, by the pointer or a key. */
  onMenu(): void;
  /** The pointer has marked some text. */
  onSelected(): void;
  /** True for a key that is the window's and not the server's; it may be acted upon there and then. */
  takesKey(event: KeyboardEvent): boolean;
}

/** A terminal that lives beside React: it keeps its content while it is out of sight. */
export interface LiveTerminal {
  readonly search: SearchAddon;
  write(bytes: Uint8Array, onDrawn?: () => void): void;
  /** Puts it into an element and keeps it as large. @returns the function that takes it out again */
  showIn(host: HTMLElement): () => void;
  focus(): void;
  selection(): string;
  selectAll(): void;
  /** Types a text as pasted: bracketed, where the program at the other end asks for that. */
  paste(text: string): void;
  setLook(look: TerminalLook): void;
  /** Whether there is somebody to type to. */
  setLive(isLive: boolean): void;
  isReadAloud(): boolean;
  /** Offers the content to a screen reader. */
  readAloud(isOn: boolean): void;
  dispose(): void;
}

const fallbackFont = 'ui-monospace, monospace';
const fontFamily = `"JetBrains Mono Variable", ${fallbackFont}`;
/** Begun with the page: a terminal that is measured before its font is there would have cells of the wrong width. */
const fontIsThere = document.fonts.load('13px "JetBrains Mono Variable"');
/** A resize reflows the whole scrollback. */
const resizeAfterMs = 60;

const showCursor = '\u001b[?25h';
const hideCursor = '\u001b[?25l';

/**
 * Makes a terminal. What a server writes can draw in it and nothing else: there is no clipboard addon (OSC 52 goes
 * nowhere), nobody listens for titles, window operations are off by default, and both kinds of links only tell `onLink`.
 */
export function createLiveTerminal(look: TerminalLook, listener: TerminalListener): LiveTerminal {
  const terminal = new Terminal({
    // The widths of grapheme clusters and the marks of a search are proposed API.
    allowProposedApi: true,
    fontFamily: fallbackFont,
    lineHeight: 1.2,
    cursorBlink: false,
    disableStdin: true,
    macOptionClickForcesSelection: true,
    linkHandler: { activate: (_event, text) => listener.onLink(text) },
    ...xtermOptions(look),
  });
  const fit = new FitAddon();
  const search = new SearchAddon();
  terminal.loadAddon(fit);
  terminal.loadAddon(search);
  terminal.loadAddon(new UnicodeGraphemesAddon());
  terminal.loadAddon(new WebLinksAddon((_event, text) => listener.onLink(text)));

  const account = openWorkAccount(
    () => terminal.cols * terminal.rows,
    () => performance.now(),
  );
  boundMarks(terminal);
  boundSequences(terminal, account);
  moveLines(terminal);
  keepLinks(terminal);
  const write = boundedWriter(terminal, account);

  let hasEnded = false;
  const encoder = new TextEncoder();
  const input = gatherInput(listener.onInput);
  terminal.onData((text) => input(encoder.encode(text)));
  terminal.onBinary((text) => input(Uint8Array.from(text, (letter) => letter.charCodeAt(0))));
  terminal.onResize(({ cols, rows }) => listener.onResize({ columns: cols, rows }));
  terminal.onBell(() => listener.onBell());
  terminal.attachCustomKeyEventHandler((event) => !listener.takesKey(event));

  // xterm.js measures the inner one; the outer is the ground around it.
  const element = document.createElement('div');
  element.className = 'size-full pt-2 pb-1 pl-3';
  element.style.background = look.theme.background;
  const inner = document.createElement('div');
  inner.className = 'size-full';
  element.append(inner);
  takePastes(element, (text) => listener.onPaste(text));
  takeDrops(element);
  element.addEventListener('contextmenu', (event) => {
    event.preventDefault();
    listener.onMenu();
  });
  element.addEventListener('mouseup', () => {
    if (terminal.hasSelection()) listener.onSelected();
  });

  const useFont = () => {
    terminal.options.fontFamily = fontFamily;
    if (element.isConnected) fit.fit();
  };
  void fontIsThere.then(useFont, useFont);

  return {
    search,
    write,
    showIn: (host) => {
      host.append(element);
      if (terminal.element === undefined) {
        terminal.open(inner);
        gatherColours(terminal, account);
        measureLetters(terminal);
      }
      const release = drawWithGraphicsCard(terminal);
      const stopFitting = keepFitting(host, () => fit.fit());
      return () => {
        stopFitting();
        release();
        element.remove();
      };
    },
    focus: () => terminal.focus(),
    selection: () => terminal.getSelection(),
    selectAll: () => terminal.selectAll(),
    paste: (text) => terminal.paste(text),
    setLook: (next) => {
      terminal.options = xtermOptions(next);
      element.style.background = next.theme.background;
      if (element.isConnected) fit.fit();
    },
    setLive: (isLive) => {
      if (isLive === !terminal.options.disableStdin) return;
      terminal.options.disableStdin = !isLive;
      if (isLive && hasEnded) terminal.write(showCursor);
      if (!isLive) terminal.write(hideCursor);
      hasEnded ||= !isLive;
    },
    isReadAloud: () => terminal.options.screenReaderMode === true,
    readAloud: (isOn) => {
      terminal.options.screenReaderMode = isOn;
    },
    dispose: () => terminal.dispose(),
  };
}

function xtermOptions({ theme, fontPx, scrollbackLines }: TerminalLook) {
  const slider = theme.brightBlack;
  return {
    theme: {
      ...theme,
      scrollbarSliderBackground: `${slider}50`,
      scrollbarSliderHoverBackground: `${slider}80`,
      scrollbarSliderActiveBackground: `${slider}b0`,
    },
    fontSize: fontPx,
    scrollback: scrollbackLines,
  };
}

function keepFitting(host: HTMLElement, measure: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const observer = new ResizeObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(measure, resizeAfterMs);
  });
  measure();
  observer.observe(host);
  return () => {
    clearTimeout(timer);
    observer.disconnect();
  };
}
