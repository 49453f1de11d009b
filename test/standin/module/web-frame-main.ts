import { EventEmitter } from 'node:events';
import type { Commands } from '../devtools/connection.ts';
import { originOf } from './custom-schemes.ts';
import type { FrameMail } from './frame-mail.ts';

/** A frame of a page, as the main process sees it. */
export class WebFrameMain extends EventEmitter {
  readonly frameTreeNodeId: number;
  readonly routingId: number;
  readonly processId = 1;
  readonly osProcessId = 0;
  readonly parent: WebFrameMain | null;
  readonly #commands: () => Promise<Commands>;
  readonly #children = new Set<WebFrameMain>();
  #url = '';
  #name = '';
  #detached = false;
  /** The mail to the preload of its present document; missing where none runs. */
  mail: FrameMail | undefined;
  /** Chromium's name for the page's own world in its present document. */
  pageContextId: string | undefined;

  constructor(commands: () => Promise<Commands>, number: number, parent: WebFrameMain | null) {
    super();
    this.#commands = commands;
    this.frameTreeNodeId = number;
    this.routingId = number;
    this.parent = parent;
    parent?.adopt(this);
  }

  get url(): string {
    return this.#url;
  }

  /** `null` as a word for a document without an origin, as in Electron. */
  get origin(): string {
    return this.#url === 'about:srcdoc' && this.parent !== null ? this.parent.origin : originOf(this.#url);
  }

  get name(): string {
    return this.#name;
  }

  get top(): WebFrameMain {
    return this.parent === null ? this : this.parent.top;
  }

  get frames(): WebFrameMain[] {
    return [...this.#children];
  }

  get framesInSubtree(): WebFrameMain[] {
    return [this, ...this.frames.flatMap((frame) => frame.framesInSubtree)];
  }

  get detached(): boolean {
    return this.#detached;
  }

  isDestroyed(): boolean {
    return this.#detached;
  }

  /** @throws Error when something in it cannot be cloned */
  send(channel: string, ...parameters: unknown[]): void {
    if (typeof channel !== 'string') throw new TypeError('Missing required channel argument');
    try {
      this.mail?.post({ kind: 'send', channel, parameters });
    } catch {
      throw new Error('Failed to serialize arguments');
    }
  }

  /** Runs code in the page's own world and gives what it comes to. */
  async executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    const commands = await this.#commands();
    const { result, exceptionDetails } = await commands.send('Runtime.evaluate', {
      expression: code,
      awaitPromise: true,
      returnByValue: true,
      userGesture,
      ...(this.pageContextId === undefined ? {} : { uniqueContextId: this.pageContextId }),
    });
    if (exceptionDetails === undefined) return result.value;
    throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  }

  /** For the frame tree: the frame has a new document. */
  didNavigate(url: string, name: string): void {
    this.#url = url;
    this.#name = name;
  }

  /** For the frame tree: the frame has left the page. */
  didDetach(): void {
    this.#detached = true;
    this.mail = undefined;
    this.parent?.disown(this);
    for (const child of this.#children) child.didDetach();
  }

  protected adopt(child: WebFrameMain): void {
    this.#children.add(child);
  }

  protected disown(child: WebFrameMain): void {
    this.#children.delete(child);
  }
}
