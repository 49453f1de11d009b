/// <reference lib="dom" />

/** The preload's end of the bridge. */
export interface WorldBridge {
  /**
   * Puts a value of the preload's world into the page's own, frozen.
   * @throws Error when the name is taken there
   */
  expose(key: string, api: unknown): void;
  /** Called when the page asks for a window, which it is never given. */
  onDidAskForWindow(listener: (url: string, name: string, features: string) => void): void;
}

/**
 * One end of the bridge between a frame's two worlds: the preload's isolated one and the page's own. They share nothing
 * but DOM events, whose details Chromium clones from one to the other, at once; functions and promises cross as numbers,
 * prototypes do not cross, as with Electron's context bridge.
 *
 * The function's text is injected into pages: it must not refer to anything outside itself.
 * @param side the world that this end is in
 * @param secret names the events, so that the page cannot guess them
 */
export function bridgeWorlds(side: 'isolated' | 'page', secret: string): WorldBridge {
  type Crossing =
    | { kind: 'value'; value: unknown }
    | { kind: 'function'; id: number }
    | { kind: 'promise'; id: number }
    | { kind: 'array'; items: Crossing[] }
    | { kind: 'object'; fields: [string, Crossing][] }
    | { kind: 'error'; name: string; message: string };
  type Outcome = { succeeded: boolean; value: Crossing };
  type Message =
    | { kind: 'call'; id: number; parameters: Crossing[] }
    | { kind: 'returned'; outcome: Outcome }
    | { kind: 'settled'; id: number; outcome: Outcome }
    | { kind: 'expose'; key: string; api: Crossing }
    | { kind: 'window'; url: string; name: string; features: string };
  interface Settling {
    readonly resolve: (value: unknown) => void;
    readonly reject: (error: unknown) => void;
  }

  const other = side === 'page' ? 'isolated' : 'page';
  const functions = new Map<number, (...parameters: unknown[]) => unknown>();
  const promises = new Map<number, Settling>();
  let lastId = 0;
  let returned: Outcome | undefined;
  let didAskForWindow: ((url: string, name: string, features: string) => void) | undefined;
  // The page may replace these later on; here they are as before its first script.
  const CrossingEvent = CustomEvent;
  const dispatch = document.dispatchEvent.bind(document);
  const stop = Event.prototype.stopImmediatePropagation;
  const send = (message: Message) => void dispatch(new CrossingEvent(`${secret} ${other}`, { detail: message }));

  const pack = (value: unknown, seen = new Map<object, Crossing>()): Crossing => {
    if (typeof value === 'function') {
      lastId += 1;
      functions.set(lastId, value as (...parameters: unknown[]) => unknown);
      return { kind: 'function', id: lastId };
    }
    if (typeof value !== 'object' || value === null) return { kind: 'value', value };
    if (value instanceof Promise) {
      lastId += 1;
      const id = lastId;
      const settle = (succeeded: boolean) => (result: unknown) =>
        send({ kind: 'settled', id, outcome: { succeeded, value: pack(result) } });
      value.then(settle(true), settle(false));
      return { kind: 'promise', id };
    }
    if (value instanceof Error) return { kind: 'error', name: value.name, message: value.message };
    const before = seen.get(value);
    if (before !== undefined) return before;
    if (Array.isArray(value)) {
      const packed: Crossing = { kind: 'array', items: [] };
      seen.set(value, packed);
      for (const item of value) packed.items.push(pack(item, seen));
      return packed;
    }
    const prototype = Object.getPrototypeOf(value);
    if (prototype === null || Object.getPrototypeOf(prototype) === null) {
      const packed: Crossing = { kind: 'object', fields: [] };
      seen.set(value, packed);
      for (const [key, field] of Object.entries(value)) packed.fields.push([key, pack(field, seen)]);
      return packed;
    }
    return { kind: 'value', value };
  };

  const unpack = (crossing: Crossing, seen = new Map<Crossing, unknown>()): unknown => {
    const before = seen.get(crossing);
    if (before !== undefined) return before;
    const remember = <T>(value: T): T => {
      seen.set(crossing, value);
      return value;
    };
    switch (crossing.kind) {
      case 'value':
        return crossing.value;
      case 'function':
        return remember((...parameters: unknown[]) => call(crossing.id, parameters));
      case 'promise':
        return remember(new Promise((resolve, reject) => promises.set(crossing.id, { resolve, reject })));
      case 'error':
        return remember(
          Object.assign(new Error(crossing.message), crossing.name === 'Error' ? {} : { name: crossing.name }),
        );
      case 'array': {
        const items = remember<unknown[]>([]);
        for (const item of crossing.items) items.push(unpack(item, seen));
        return items;
      }
      case 'object': {
        const fields = remember<object>({});
        for (const [key, field] of crossing.fields) {
          const property = { value: unpack(field, seen), configurable: true, enumerable: true, writable: true };
          Object.defineProperty(fields, key, property);
        }
        return fields;
      }
    }
  };

  const call = (id: number, parameters: unknown[]): unknown => {
    returned = undefined;
    send({ kind: 'call', id, parameters: parameters.map((parameter) => pack(parameter)) });
    // Events are delivered at once: the answer is there, unless the other world has gone with its document.
    const outcome = returned as Outcome | undefined;
    returned = undefined;
    if (outcome === undefined) throw new Error('The other world did not answer.');
    const value = unpack(outcome.value);
    if (!outcome.succeeded) throw value;
    return value;
  };

  const answer = (id: number, parameters: Crossing[]): Outcome => {
    try {
      const called = functions.get(id);
      return { succeeded: true, value: pack(called?.(...parameters.map((parameter) => unpack(parameter)))) };
    } catch (error) {
      return { succeeded: false, value: pack(error) };
    }
  };

  const freeze = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
    if (ArrayBuffer.isView(value)) return value;
    Object.freeze(value);
    for (const field of Object.values(value)) freeze(field);
    return value;
  };

  document.addEventListener(`${secret} ${side}`, (event) => {
    stop.call(event);
    const message = (event as CustomEvent<Message>).detail;
    switch (message.kind) {
      case 'call':
        send({ kind: 'returned', outcome: answer(message.id, message.parameters) });
        break;
      case 'returned':
        returned = message.outcome;
        break;
      case 'settled': {
        const promise = promises.get(message.id);
        promises.delete(message.id);
        if (message.outcome.succeeded) promise?.resolve(unpack(message.outcome.value));
        else promise?.reject(unpack(message.outcome.value));
        break;
      }
      case 'expose': {
        const taken = Object.hasOwn(globalThis, message.key);
        if (!taken) {
          const value = freeze(unpack(message.api));
          Object.defineProperty(globalThis, message.key, { value, enumerable: true });
        }
        send({ kind: 'returned', outcome: { succeeded: !taken, value: { kind: 'value', value: undefined } } });
        break;
      }
      case 'window':
        didAskForWindow?.(message.url, message.name, message.features);
        break;
    }
  });

  if (side === 'page') {
    globalThis.open = (url, name, features) => {
      const absolute = new URL(String(url ?? 'about:blank'), document.baseURI).href;
      send({ kind: 'window', url: absolute, name: String(name ?? ''), features: String(features ?? '') });
      return null;
    };
  }

  return {
    expose: (key, api) => {
      returned = undefined;
      send({ kind: 'expose', key, api: pack(api) });
      const outcome = returned as Outcome | undefined;
      returned = undefined;
      if (outcome?.succeeded === false) {
        throw new Error('Cannot bind an API on top of an existing property on the window object');
      }
    },
    onDidAskForWindow: (listener) => {
      didAskForWindow = listener;
    },
  };
}
