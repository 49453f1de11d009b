import { EventEmitter } from 'node:events';
import type { FromPage } from '../page/preload-runtime.ts';
import type { WebContents } from './web-contents.ts';
import type { WebFrameMain } from './web-frame-main.ts';

/** What a handler learns of its caller. */
export interface IpcEvent {
  readonly type: 'frame';
  readonly sender: WebContents;
  readonly senderFrame: WebFrameMain | null;
  readonly frameId: number;
  readonly processId: number;
  readonly ports: readonly never[];
  reply(channel: string, ...parameters: unknown[]): void;
}

// biome-ignore lint/suspicious/noExplicitAny: a handler names the types of its own parameters
export type IpcHandler = (event: IpcEvent, ...parameters: any[]) => unknown;

/** The main process's end of calls from preloads; the app has one, and each page has one of its own. */
export class IpcMain extends EventEmitter {
  readonly #handlers = new Map<string, IpcHandler>();

  constructor() {
    super();
    this.setMaxListeners(0);
  }

  /** @throws Error when the channel has a handler */
  handle(channel: string, handler: IpcHandler): void {
    if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.#handlers.set(channel, handler);
  }

  handleOnce(channel: string, handler: IpcHandler): void {
    this.handle(channel, (event, ...parameters) => {
      this.removeHandler(channel);
      return handler(event, ...parameters);
    });
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  /** For the stand-in: whoever answers on a channel. */
  handlerOf(channel: string): IpcHandler | undefined {
    return this.#handlers.get(channel);
  }
}

export const ipcMain = new IpcMain();

/** The event of a call that a frame makes. */
export function ipcEvent(sender: WebContents, frame: WebFrameMain): IpcEvent {
  return {
    type: 'frame',
    sender,
    senderFrame: frame,
    frameId: frame.routingId,
    processId: frame.processId,
    ports: [],
    reply: (channel, ...parameters) => frame.send(channel, ...parameters),
  };
}

/**
 * Calls the handler of a channel, the page's own before the app's.
 * @throws whatever the handler throws, or that there is none
 */
export async function callHandler(event: IpcEvent, channel: string, parameters: readonly unknown[]): Promise<unknown> {
  const handler = event.sender.ipc.handlerOf(channel) ?? ipcMain.handlerOf(channel);
  if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
  return await handler(event, ...parameters);
}

/** Takes a message from a preload to those who listen, and brings back the answer. */
export async function dispatchFromPage(
  event: IpcEvent,
  message: Extract<FromPage, { kind: 'send' | 'invoke' }>,
): Promise<void> {
  const { channel, parameters } = message;
  if (message.kind === 'send') {
    event.sender.emit('ipc-message', event, channel, ...parameters);
    event.sender.ipc.emit(channel, event, ...parameters);
    ipcMain.emit(channel, event, ...parameters);
    return;
  }
  // The answer goes to the document that asked, not to the one that may have come since.
  const mail = event.senderFrame?.mail;
  const { id } = message;
  try {
    mail?.post({ kind: 'resolve', id, value: await callHandler(event, channel, parameters) });
  } catch (error) {
    console.error(`Error occurred in handler for '${channel}':`, error);
    mail?.post({ kind: 'reject', id, message: String(error) });
  }
}
