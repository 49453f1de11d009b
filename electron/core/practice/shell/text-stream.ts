import { setImmediate as turn } from 'node:timers/promises';
import { cancellable } from '../../cancel.ts';

export interface TextSource {
  /** The next piece of text, never an empty one; undefined at the end. @throws Failure `cancelled` */
  read(): Promise<string | undefined>;
}

export interface TextSink {
  /** Settles when there is room for more. @throws PipeClosed when nobody reads any more, Failure `cancelled` */
  write(text: string): Promise<void>;
}

/** Nobody reads any more what a command writes; the command ends in silence, as with SIGPIPE. */
export class PipeClosed extends Error {}

const roomInPipe = 65_536;
const gatheredLength = 8192;
/** After so many writes everything else on the event loop has its turn. */
const writesATurn = 512;

/** `a | b`: what one command writes is what the next one reads. Holds about 64 K characters, then the writer waits. */
export class Pipe implements TextSource, TextSink {
  readonly #signal: AbortSignal;
  #text = '';
  #writes = 0;
  #ended = false;
  #closed = false;
  #wake: (() => void)[] = [];

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  async write(text: string): Promise<void> {
    while (this.#text.length >= roomInPipe && !this.#closed) await this.#change();
    this.#writes += 1;
    if (this.#writes % writesATurn === 0) await turn();
    if (this.#closed) throw new PipeClosed();
    this.#text += text;
    this.#changed();
  }

  async read(): Promise<string | undefined> {
    while (this.#text === '' && !this.#ended) await this.#change();
    const text = this.#text;
    this.#text = '';
    this.#changed();
    return text === '' ? undefined : text;
  }

  /** The writer has written everything. */
  end(): void {
    this.#ended = true;
    this.#changed();
  }

  /** The reader wants no more. */
  close(): void {
    this.#closed = true;
    this.#text = '';
    this.#changed();
  }

  #change(): Promise<void> {
    return cancellable(new Promise<void>((resolve) => this.#wake.push(resolve)), this.#signal);
  }

  #changed(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }
}

/** A source that gives one text and ends. */
export function sourceOf(text: string): TextSource {
  let rest: string | undefined = text === '' ? undefined : text;
  return {
    read() {
      const given = rest;
      rest = undefined;
      return Promise.resolve(given);
    },
  };
}

export interface GatheredWrites extends TextSink {
  /** Writes what has been gathered. */
  flush(): Promise<void>;
}

/** Gathers short texts, so that many lines do not become as many packets; `flush` is the caller's to call. */
export function gatherWrites(sink: TextSink): GatheredWrites {
  let gathered = '';
  const flush = async () => {
    const text = gathered;
    gathered = '';
    if (text !== '') await sink.write(text);
  };
  return {
    flush,
    async write(text) {
      gathered += text;
      if (gathered.length >= gatheredLength) await flush();
    },
  };
}
