/// <reference lib="dom" />
import type { Codec, Encoded } from './codec.ts';
import type { WorldBridge } from './world-bridge.ts';

/** What the preload's world says to the main process. */
export type FromPage =
  | { readonly kind: 'send'; readonly channel: string; readonly parameters: readonly unknown[] }
  | { readonly kind: 'invoke'; readonly id: number; readonly channel: string; readonly parameters: readonly unknown[] }
  | { readonly kind: 'window'; readonly url: string; readonly name: string; readonly features: string }
  | { readonly kind: 'colors'; readonly dark: boolean }
  | { readonly kind: 'title'; readonly title: string }
  | { readonly kind: 'resize' }
  | { readonly kind: 'key'; readonly key: PressedKey };

/** A key as the main process would see it before the page. */
export interface PressedKey {
  readonly type: 'keyDown' | 'keyUp';
  readonly key: string;
  readonly code: string;
  readonly isAutoRepeat: boolean;
  readonly control: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
}

/** What the main process says to the preload's world. */
export type ToPage =
  | { readonly kind: 'send'; readonly channel: string; readonly parameters: readonly unknown[] }
  | { readonly kind: 'resolve'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'reject'; readonly id: number; readonly message: string };

/** What the preload finds of Node's `process`. */
export interface PreloadProcess {
  readonly platform: string;
  readonly arch: string;
  readonly versions: Readonly<Record<string, string | undefined>>;
}

/** What a preload script is run with. */
export interface PreloadRuntime {
  require(name: string): unknown;
  readonly process: object;
}

/** The names by which the two sides reach each other within the preload's world. */
export interface RuntimeNames {
  /** A function that Chromium provides: a text goes to the main process. */
  readonly post: string;
  /** A function that the runtime provides: takes messages from the main process. */
  readonly deliver: string;
}

/**
 * What a sandboxed preload gets from Electron: a `require` for `electron` alone, with `ipcRenderer` and `contextBridge`.
 *
 * The function's text is injected into pages: it must not refer to anything outside itself.
 */
export function createPreloadRuntime(
  codec: Codec,
  bridge: WorldBridge,
  names: RuntimeNames,
  processFacts: PreloadProcess,
): PreloadRuntime {
  type Listener = (...parameters: unknown[]) => void;
  interface Entry {
    readonly listener: Listener;
    readonly called: Listener;
  }
  const world = globalThis as unknown as Record<string, unknown>;
  const posted = world[names.post] as (text: string) => void;
  const post = (message: FromPage) => posted(JSON.stringify(codec.encode(message)));
  const invocations = new Map<
    number,
    { channel: string; resolve: (value: unknown) => void; reject: (error: Error) => void }
  >();
  const entries = new Map<string, Entry[]>();
  let lastId = 0;

  const add = (channel: string, listener: Listener, called: Listener, first = false) => {
    const known = entries.get(channel) ?? [];
    const entry = { listener, called };
    entries.set(channel, first ? [entry, ...known] : [...known, entry]);
    return ipcRenderer;
  };
  const remove = (channel: string, listener: Listener) => {
    const known = entries.get(channel) ?? [];
    const index = known.findLastIndex((entry) => entry.listener === listener);
    entries.set(channel, index === -1 ? known : known.toSpliced(index, 1));
    return ipcRenderer;
  };
  const addOnce = (channel: string, listener: Listener) =>
    add(channel, listener, (...parameters) => {
      remove(channel, listener);
      listener(...parameters);
    });

  const ipcRenderer = {
    on: (channel: string, listener: Listener) => add(channel, listener, listener),
    addListener: (channel: string, listener: Listener) => add(channel, listener, listener),
    prependListener: (channel: string, listener: Listener) => add(channel, listener, listener, true),
    once: addOnce,
    off: remove,
    removeListener: remove,
    removeAllListeners: (channel?: string) => {
      if (channel === undefined) entries.clear();
      else entries.delete(channel);
      return ipcRenderer;
    },
    listenerCount: (channel: string) => entries.get(channel)?.length ?? 0,
    send: (channel: string, ...parameters: unknown[]) => post({ kind: 'send', channel, parameters }),
    invoke: (channel: string, ...parameters: unknown[]) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        post({ kind: 'invoke', id: lastId, channel, parameters });
        invocations.set(lastId, { channel, resolve, reject });
      }),
    sendSync: () => {
      throw new Error('The Electron stand-in has no ipcRenderer.sendSync: use invoke.');
    },
    postMessage: () => {
      throw new Error('The Electron stand-in has no ipcRenderer.postMessage: use send.');
    },
  };

  const take = (message: ToPage) => {
    if (message.kind === 'send') {
      const event = { sender: ipcRenderer, ports: [] };
      for (const entry of entries.get(message.channel) ?? []) {
        // One listener's error is not the next one's, and comes out as uncaught.
        try {
          entry.called(event, ...message.parameters);
        } catch (error) {
          reportError(error);
        }
      }
      return;
    }
    const invocation = invocations.get(message.id);
    invocations.delete(message.id);
    if (message.kind === 'resolve') invocation?.resolve(message.value);
    else invocation?.reject(new Error(`Error invoking remote method '${invocation.channel}': ${message.message}`));
  };
  // Each message in a task of its own, as in Electron: what a reply sets off is done before the next one is heard.
  const inbox: Encoded[] = [];
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    const [message] = inbox.splice(0, 1);
    if (message !== undefined) take(codec.decode(message) as ToPage);
  };
  world[names.deliver] = (messages: Encoded[]) => {
    for (const message of messages) {
      inbox.push(message);
      port2.postMessage(undefined);
    }
  };

  // Before any listener of the page's own, and never by what a script dispatches.
  for (const type of ['keyDown', 'keyUp'] as const) {
    window.addEventListener(
      type.toLowerCase(),
      (event) => {
        if (!event.isTrusted || !(event instanceof KeyboardEvent)) return;
        const { key, code, repeat, ctrlKey, shiftKey, altKey, metaKey } = event;
        const held = { control: ctrlKey, shift: shiftKey, alt: altKey, meta: metaKey };
        post({ kind: 'key', key: { type, key, code, isAutoRepeat: repeat, ...held } });
      },
      { capture: true },
    );
  }
  bridge.onDidAskForWindow((url, name, features) => post({ kind: 'window', url, name, features }));
  const darkColors = matchMedia('(prefers-color-scheme: dark)');
  const tellColors = () => post({ kind: 'colors', dark: darkColors.matches });
  darkColors.addEventListener('change', tellColors);
  if (window.top === window) {
    tellColors();
    addEventListener('resize', () => post({ kind: 'resize' }));
    const tellTitle = () => post({ kind: 'title', title: document.title });
    addEventListener('DOMContentLoaded', () => {
      tellTitle();
      new MutationObserver(tellTitle).observe(document.head, { subtree: true, childList: true, characterData: true });
    });
  }

  const electron = {
    ipcRenderer,
    contextBridge: { exposeInMainWorld: (key: string, api: unknown) => bridge.expose(key, api) },
  };
  return {
    require: (name) => {
      if (name === 'electron' || name === 'electron/renderer' || name === 'electron/common') return electron;
      throw new Error(`module not found: ${name}`);
    },
    process: { ...processFacts, type: 'renderer', sandboxed: true, contextIsolated: true, env: {}, argv: [] },
  };
}
