import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';

/** A message's fields are Chromium's affair: https://chromedevtools.github.io/devtools-protocol */
// biome-ignore lint/suspicious/noExplicitAny: the protocol's own types would be a package of 30,000 lines
export type Fields = any;

interface Waiting {
  readonly resolve: (result: Fields) => void;
  readonly reject: (error: Error) => void;
}

/** One end of a DevTools conversation: commands go out, answers and events come in. */
export interface Commands {
  /** @throws Error with Chromium's words, or that it has gone */
  send(method: string, parameters?: object): Promise<Fields>;
  on(event: string, listener: (parameters: Fields) => void): void;
}

/**
 * The DevTools protocol over Chromium's pipe: JSON texts that end with a zero byte. The pipe is used even where a port
 * is open for others, because Chromium ends when its pipe does: a stand-in that is killed leaves nothing behind.
 */
export class Connection implements Commands {
  readonly #output: Writable;
  readonly #events = new EventEmitter().setMaxListeners(0);
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #closed = false;

  /** @param input what Chromium says  @param output what it hears */
  constructor(input: Readable, output: Writable) {
    this.#output = output;
    let pieces: Buffer[] = [];
    input.on('data', (data: Buffer) => {
      let rest = data;
      for (let end = rest.indexOf(0); end !== -1; end = rest.indexOf(0)) {
        pieces.push(rest.subarray(0, end));
        this.#receive(Buffer.concat(pieces).toString('utf8'));
        pieces = [];
        rest = rest.subarray(end + 1);
      }
      if (rest.length > 0) pieces.push(rest);
    });
    input.on('close', () => this.#close());
    input.on('error', () => this.#close());
    output.on('error', () => this.#close());
  }

  send(method: string, parameters: object = {}, sessionId?: string): Promise<Fields> {
    if (this.#closed) return Promise.reject(new Error('Chromium has gone.'));
    return new Promise((resolve, reject) => {
      this.#lastId += 1;
      this.#waiting.set(this.#lastId, { resolve, reject });
      this.#output.write(`${JSON.stringify({ id: this.#lastId, method, params: parameters, sessionId })}\0`);
    });
  }

  on(event: string, listener: (parameters: Fields) => void): void {
    this.#events.on(event, listener);
  }

  /** The part of the conversation that concerns one attached target. */
  session(sessionId: string): Commands {
    return {
      send: (method, parameters) => this.send(method, parameters, sessionId),
      on: (event, listener) => this.#events.on(`${sessionId} ${event}`, listener),
    };
  }

  #receive(text: string): void {
    const { id, error, result, method, params, sessionId } = JSON.parse(text) as Fields;
    if (id === undefined) {
      this.#events.emit(sessionId === undefined ? method : `${sessionId} ${method}`, params);
      return;
    }
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiting?.resolve(result);
    else waiting?.reject(new Error(error.message));
  }

  #close(): void {
    this.#closed = true;
    for (const { reject } of this.#waiting.values()) reject(new Error('Chromium has gone.'));
    this.#waiting.clear();
  }
}
