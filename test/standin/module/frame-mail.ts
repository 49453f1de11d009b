import type { Commands } from '../devtools/connection.ts';
import type { Encoded } from '../page/codec.ts';
import type { ToPage } from '../page/preload-runtime.ts';
import { nodeCodec } from './node-codec.ts';
import { runtimeNames } from './page-scripts.ts';

/**
 * The messages for the preload of one document, in order. While one bundle is under way the next is gathered, so that
 * a burst costs few turns.
 */
export class FrameMail {
  readonly #commands: Commands;
  readonly #contextId: string;
  #gathered: string[] = [];
  #underWay = false;

  /** @param contextId Chromium's name for the preload's world in that document */
  constructor(commands: Commands, contextId: string) {
    this.#commands = commands;
    this.#contextId = contextId;
  }

  /** @throws Error when the message holds what cannot be cloned */
  post(message: ToPage): void {
    const encoded: Encoded = nodeCodec.encode(message);
    this.#gathered.push(JSON.stringify(encoded));
    if (!this.#underWay) void this.#deliver();
  }

  async #deliver(): Promise<void> {
    this.#underWay = true;
    while (this.#gathered.length > 0) {
      const bundle = this.#gathered.join(',');
      this.#gathered = [];
      // JSON is JavaScript: the page needs not parse it a second time.
      const expression = `${runtimeNames.deliver}([${bundle}])`;
      const parameters = { expression, uniqueContextId: this.#contextId, silent: true };
      // A document that has gone takes its mail with it, as in Electron.
      await this.#commands.send('Runtime.evaluate', parameters).catch(() => undefined);
    }
    this.#underWay = false;
  }
}
