import { setImmediate as turn } from 'node:timers/promises';
import { type EditedLine, editLine, emptyLine, insertText, lineOf, textOf } from './edited-line.ts';
import { createKeyDecoder, type Key } from './key-decoder.ts';
import { createLineDisplay, type LineDisplay } from './line-display.ts';
import type { ReadHelp, ReadResult, TerminalPorts } from './terminal-reading.ts';

interface Reading {
  readonly help: ReadHelp;
  readonly display: LineDisplay;
  readonly resolve: (result: ReadResult) => void;
  line: EditedLine;
  /** Which line of the history is shown; its length where it is the one being typed. */
  recalled: number;
}

/** What is typed ahead of the next prompt, in keys; beyond that it is dropped, as a system's terminal does. */
const maximumKeysAhead = 65_536;

/** The person's side of a session with a terminal: reads lines with an editor, and keeps what is typed ahead. */
export class Terminal {
  readonly #ports: TerminalPorts;
  readonly #decode = createKeyDecoder();
  readonly #keys: Key[] = [];
  #reading: Reading | undefined;
  #pumping: Promise<void> = Promise.resolve();
  #isPumping = false;
  #inputEnded = false;
  #ended = false;

  constructor(ports: TerminalPorts) {
    this.#ports = ports;
  }

  /** Takes what the terminal sent. Settles when it has been answered, so that input is not taken faster than that. */
  feed(piece: string): Promise<void> {
    const keys = this.#decode(piece);
    this.#keys.push(...keys.slice(0, maximumKeysAhead - this.#keys.length));
    return this.#pump();
  }

  /** Reads one line; only one may be read at a time. */
  readLine(prompt: string, help: ReadHelp = {}): Promise<ReadResult> {
    if (this.#ended) return Promise.resolve({ kind: 'end' });
    const display = createLineDisplay(prompt, this.#ports.columns);
    return new Promise((resolve) => {
      this.#reading = { help, display, resolve, line: emptyLine, recalled: help.history?.length ?? 0 };
      this.#pump().catch(() => this.end());
    });
  }

  /** The terminal sends no more: a reading ends with `end` once everything that was typed is answered. */
  endInput(): Promise<void> {
    this.#inputEnded = true;
    return this.#pump();
  }

  /** Ends a reading, now and later, with `end`. */
  end(): void {
    this.#ended = true;
    this.#finish({ kind: 'end' });
  }

  #finish(result: ReadResult): void {
    this.#reading?.resolve(result);
    this.#reading = undefined;
  }

  #pump(): Promise<void> {
    if (!this.#isPumping) this.#pumping = this.#work();
    return this.#pumping;
  }

  async #work(): Promise<void> {
    this.#isPumping = true;
    try {
      // Whoever waits for a line goes on first: a Ctrl-C behind it is meant for what the line started.
      while (await this.#step()) await turn();
    } finally {
      // At once, not in a later microtask: a line that is asked for in between would never be read.
      this.#isPumping = false;
    }
  }

  /** Answers what has been typed; false when there is no more to answer now. */
  async #step(): Promise<boolean> {
    const reading = this.#reading;
    if (reading === undefined) {
      const interrupt = this.#keys.findIndex(({ kind }) => kind === 'interrupt');
      if (interrupt < 0) return false;
      // As a system's terminal does, it also drops what was typed before it.
      this.#keys.splice(0, interrupt + 1);
      this.#ports.onInterrupt();
      return true;
    }
    // Keys that only change the line are answered with one drawing.
    let key = this.#keys.shift();
    while (key !== undefined && this.#edits(reading, key)) key = this.#keys.shift();
    await this.#ports.write(reading.display.draw(reading.line));
    if (key !== undefined) await this.#act(reading, key);
    else if (this.#inputEnded) this.#finish({ kind: 'end' });
    return key !== undefined || this.#keys.length > 0 || reading !== this.#reading;
  }

  #edits(reading: Reading, key: Key): boolean {
    if (key.kind === 'up' || key.kind === 'down') {
      const { history = [] } = reading.help;
      const wanted = Math.min(history.length, Math.max(0, reading.recalled + (key.kind === 'up' ? -1 : 1)));
      if (wanted !== reading.recalled) reading.line = lineOf(history[wanted] ?? '', reading.line.cut);
      reading.recalled = wanted;
      return true;
    }
    if (key.kind === 'end-of-input' && reading.line.characters.length > 0) {
      reading.line = editLine(reading.line, { kind: 'delete' });
      return true;
    }
    if (['enter', 'interrupt', 'end-of-input', 'tab', 'clear-screen'].includes(key.kind)) return false;
    reading.line = editLine(reading.line, key);
    return true;
  }

  async #act(reading: Reading, key: Key): Promise<void> {
    const { display, line } = reading;
    if (key.kind === 'tab') return await this.#complete(reading);
    if (key.kind === 'clear-screen') {
      display.restart();
      return await this.#ports.write('\u001b[H\u001b[2J');
    }
    if (key.kind === 'end-of-input') return this.#finish({ kind: 'end' });
    await this.#ports.write((key.kind === 'interrupt' ? '^C' : '') + display.leave(line));
    this.#finish(key.kind === 'interrupt' ? { kind: 'interrupted' } : { kind: 'line', text: textOf(line) });
  }

  async #complete(reading: Reading): Promise<void> {
    const { line, display, help } = reading;
    if (help.complete === undefined) return;
    const { added, choices } = help.complete(line.characters.slice(0, line.cursor).join(''));
    if (added !== '') reading.line = insertText(line, added);
    else if (choices.length > 0) await this.#ports.write(`${display.leave(line)}${choices.join('  ')}\r\n`);
    else await this.#ports.write('\u0007');
    await this.#ports.write(display.draw(reading.line));
  }
}
