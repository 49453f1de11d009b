import type { Commands } from '../devtools/connection.ts';
import { fromChromiumUrl } from './custom-schemes.ts';
import { FrameMail } from './frame-mail.ts';
import { isolatedWorldName } from './page-scripts.ts';
import { WebFrameMain } from './web-frame-main.ts';

let lastFrameNumber = 0;

/** The frames of one page, kept up with what Chromium tells. */
export class FrameTree {
  readonly main: WebFrameMain;
  readonly #commands: () => Promise<Commands>;
  readonly #frames = new Map<string, WebFrameMain>();
  readonly #contexts = new Map<number, WebFrameMain>();

  /** @param commands to the page, once it is there: its own frame is known before */
  constructor(commands: () => Promise<Commands>) {
    this.#commands = commands;
    this.main = this.#made(null);
  }

  /** @param mainFrameId Chromium's name for the page's own frame, which is that of its target */
  follow(commands: Commands, mainFrameId: string): void {
    this.#frames.set(mainFrameId, this.main);
    commands.on('Page.frameAttached', ({ frameId, parentFrameId }) => {
      this.#frame(frameId, this.#frames.get(parentFrameId) ?? this.main);
    });
    commands.on('Page.frameNavigated', ({ frame }) => {
      const parent = frame.parentId === undefined ? null : (this.#frames.get(frame.parentId) ?? this.main);
      const url = fromChromiumUrl(frame.url + (frame.urlFragment ?? ''));
      this.#frame(frame.id, parent).didNavigate(url, frame.name ?? '');
    });
    commands.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      const frame = this.#frames.get(frameId);
      frame?.didNavigate(fromChromiumUrl(url), frame.name);
    });
    commands.on('Page.frameDetached', ({ frameId, reason }) => {
      if (reason === 'swap') return;
      this.#frames.get(frameId)?.didDetach();
      this.#frames.delete(frameId);
    });
    commands.on('Runtime.executionContextCreated', ({ context }) => this.#didMakeContext(commands, context));
    commands.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      this.#contexts.delete(executionContextId);
    });
    commands.on('Runtime.executionContextsCleared', () => this.#contexts.clear());
  }

  /** The frame whose preload runs in an execution context. */
  ofContext(executionContextId: number): WebFrameMain | undefined {
    return this.#contexts.get(executionContextId);
  }

  ofId(frameId: string): WebFrameMain | undefined {
    return this.#frames.get(frameId);
  }

  #frame(frameId: string, parent: WebFrameMain | null): WebFrameMain {
    const known = this.#frames.get(frameId);
    if (known !== undefined) return known;
    const frame = this.#made(parent);
    this.#frames.set(frameId, frame);
    return frame;
  }

  #made(parent: WebFrameMain | null): WebFrameMain {
    lastFrameNumber += 1;
    return new WebFrameMain(this.#commands, lastFrameNumber, parent);
  }

  #didMakeContext(
    commands: Commands,
    context: {
      id: number;
      uniqueId: string;
      name: string;
      auxData?: { frameId: string; isDefault: boolean };
    },
  ) {
    const frame = this.#frames.get(context.auxData?.frameId ?? '');
    if (frame === undefined) return;
    if (context.auxData?.isDefault) frame.pageContextId = context.uniqueId;
    if (context.name !== isolatedWorldName) return;
    this.#contexts.set(context.id, frame);
    frame.mail = new FrameMail(commands, context.uniqueId);
  }
}
