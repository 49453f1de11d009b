import '@fontsource-variable/jetbrains-mono';
import { UnicodeGraphemesAddon } from '@xterm/addon-unicode-graphemes';
import { Terminal } from '@xterm/xterm';
import { terminalThemes } from '../../../../renderer/styles/terminal-themes.ts';
import { createLiveTerminal } from '../../../../renderer/terminal/live-terminal.ts';
import { countTurns } from './count-turns.ts';

declare global {
  interface Window {
    /** A terminal that has been written to before. */
    begin(): Promise<void>;
    /** Writes a text again and again, so many bytes of it. */
    draw(text: string, bytes: number): Promise<void>;
    /** Writes a text once. @returns how many turns of loops that took */
    turnsOf(text: string): Promise<number>;
    /** Writes a text here and into an xterm.js as it comes. @returns the first difference between the two */
    differs(text: string): Promise<string | undefined>;
  }
}

/** What the app sends at a time. */
const chunkBytes = 65_536;

let made: Terminal | undefined;
const { open } = Terminal.prototype;
Terminal.prototype.open = function (this: Terminal, parent: HTMLElement) {
  made = this;
  open.call(this, parent);
};

// An answer to the server leaves the page as a message.
const { port1, port2 } = new MessageChannel();
port2.start();
const nothing = () => {};
const live = createLiveTerminal(
  { theme: terminalThemes.dark, fontPx: 13, scrollbackLines: 10_000 },
  {
    onInput: (bytes) => port1.postMessage(bytes),
    onResize: nothing,
    onBell: nothing,
    onLink: nothing,
    onPaste: nothing,
    onMenu: nothing,
    onSelected: nothing,
    takesKey: () => false,
  },
);
live.showIn(document.getElementById('terminal') as HTMLElement);
await document.fonts.ready;

const encoder = new TextEncoder();
const before = encoder.encode('A line that was there before, neither long nor short.\r\n'.repeat(200));

const write = (bytes: Uint8Array) => new Promise<void>((resolve) => live.write(bytes, resolve));

window.begin = async () => {
  made?.reset();
  await write(before);
};

window.draw = async (text, bytes) => {
  const once = encoder.encode(text);
  const all = new Uint8Array(Math.ceil(bytes / once.length) * once.length);
  for (let at = 0; at < all.length; at += once.length) all.set(once, at);
  for (let at = 0; at < all.length; at += chunkBytes) await write(all.slice(at, at + chunkBytes));
};

window.turnsOf = async (text) => {
  await window.begin();
  const stop = countTurns(made as Terminal);
  await write(encoder.encode(text));
  return stop();
};

window.differs = async (text) => {
  const plain = new Terminal({
    allowProposedApi: true,
    cols: made?.cols ?? 0,
    rows: made?.rows ?? 0,
    scrollback: 10_000,
  });
  plain.loadAddon(new UnicodeGraphemesAddon());
  const writePlain = (bytes: Uint8Array) => new Promise<void>((resolve) => plain.write(bytes, resolve));
  await window.begin();
  await writePlain(before);
  const bytes = encoder.encode(text);
  await Promise.all([write(bytes), writePlain(bytes)]);
  const difference = differenceOf(plain, made as Terminal);
  plain.dispose();
  return difference;
};

/** The first line that is another one, with its colours, or the cursor. */
function differenceOf(one: Terminal, other: Terminal): string | undefined {
  const [first, second] = [one, other].map(({ buffer: { active } }) => {
    const lines = Array.from({ length: active.length }, (_, index) => {
      const line = active.getLine(index);
      const grounds = Array.from({ length: one.cols }, (__, column) => line?.getCell(column)?.getBgColor());
      return `${line?.isWrapped ? '…' : ''}${line?.translateToString(true)}|${new Set(grounds).size > 1 ? grounds.join() : grounds[0]}`;
    });
    return [`${active.cursorX} ${active.cursorY} of ${active.length}`, ...lines];
  });
  const at = (first ?? []).findIndex((line, index) => line !== second?.[index]);
  return at === -1 ? undefined : `${at}: ${first?.[at]} / ${second?.[at]}`;
}
