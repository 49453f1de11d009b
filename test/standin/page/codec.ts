/// <reference lib="dom" />

/** How bytes become text and come back; Node and the page each have a quick way of their own. */
export interface Base64 {
  toText(bytes: Uint8Array): string;
  toBytes(text: string): Uint8Array<ArrayBuffer>;
}

/** JSON that stands for any value that can be cloned: what is no plain JSON value is an array that begins with its kind. */
export type Encoded = string | number | boolean | null | readonly Encoded[];

export interface Codec {
  /** @throws Error `An object could not be cloned.` where Electron throws it */
  encode(value: unknown): Encoded;
  decode(encoded: Encoded): unknown;
}

/**
 * The structured clone algorithm over JSON, as far as Electron's messages need it: also cycles, shared references,
 * dates, maps, sets, errors and bytes. Methods, getters and prototypes are lost, as there.
 *
 * The function's text is injected into pages: it must not refer to anything outside itself.
 */
export function createCodec(base64: Base64): Codec {
  const uncloneable = () => new Error('An object could not be cloned.');

  const encodeNumber = (value: number): Encoded => {
    if (Number.isFinite(value) && !Object.is(value, -0)) return value;
    return ['number', Object.is(value, -0) ? '-0' : String(value)];
  };

  const encodeBytes = (view: ArrayBufferView): Encoded => {
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    // A Buffer of Node's arrives as what it is underneath.
    const kind = view instanceof Uint8Array ? 'Uint8Array' : view.constructor.name;
    return ['bytes', kind, base64.toText(bytes)];
  };

  const encode = (root: unknown): Encoded => {
    const known = new Map<object, number>();

    const encodeObject = (value: object): Encoded => {
      const index = known.get(value);
      if (index !== undefined) return ['same', index];
      known.set(value, known.size);
      if (ArrayBuffer.isView(value)) return encodeBytes(value);
      if (value instanceof ArrayBuffer) return ['bytes', 'ArrayBuffer', base64.toText(new Uint8Array(value))];
      if (Array.isArray(value)) return ['array', ...Array.from(value, encodeValue)];
      if (value instanceof Date) return ['date', encodeNumber(value.getTime())];
      if (value instanceof RegExp) return ['expression', value.source, value.flags];
      if (value instanceof Error) return ['error', value.name, String(value.message), String(value.stack)];
      if (value instanceof Map) return ['map', ...[...value].flat(1).map(encodeValue)];
      if (value instanceof Set) return ['set', ...[...value].map(encodeValue)];
      if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet) throw uncloneable();
      return ['object', ...Object.entries(value).flatMap(([key, field]) => [key, encodeValue(field)])];
    };

    const encodeValue = (value: unknown): Encoded => {
      switch (typeof value) {
        case 'string':
        case 'boolean':
          return value;
        case 'number':
          return encodeNumber(value);
        case 'undefined':
          return ['undefined'];
        case 'bigint':
          return ['bigint', String(value)];
        case 'object':
          return value === null ? null : encodeObject(value);
        default:
          throw uncloneable();
      }
    };

    return encodeValue(root);
  };

  const decode = (root: Encoded): unknown => {
    const known: unknown[] = [];

    const decodeBytes = (kind: string, text: string) => {
      const bytes = base64.toBytes(text);
      if (kind === 'Uint8Array') return bytes;
      if (kind === 'ArrayBuffer') return bytes.buffer;
      const View = (globalThis as unknown as Record<string, new (buffer: ArrayBuffer) => unknown>)[kind];
      return View === undefined ? bytes : new View(bytes.buffer);
    };

    const fill = (kind: string, target: unknown, parts: readonly Encoded[]): void => {
      if (kind === 'array') for (const part of parts) (target as unknown[]).push(decodeValue(part));
      if (kind === 'set') for (const part of parts) (target as Set<unknown>).add(decodeValue(part));
      for (let index = 0; index < parts.length && (kind === 'map' || kind === 'object'); index += 2) {
        const key = decodeValue(parts[index] as Encoded);
        const value = decodeValue(parts[index + 1] as Encoded);
        if (kind === 'map') (target as Map<unknown, unknown>).set(key, value);
        // Defined, not assigned: a field may be called __proto__.
        else {
          const property = { value, configurable: true, enumerable: true, writable: true };
          Object.defineProperty(target, key as string, property);
        }
      }
    };

    const decodeError = (name: string, message: string, stack: string) => {
      const error = new Error(message);
      if (name !== 'Error') Object.defineProperty(error, 'name', { value: name, configurable: true, writable: true });
      error.stack = stack;
      return error;
    };

    const decodeValue = (encoded: Encoded): unknown => {
      if (typeof encoded !== 'object' || encoded === null) return encoded;
      const [kind, ...parts] = encoded as readonly string[];
      const [first = '', second = '', third = ''] = parts;
      switch (kind) {
        case 'undefined':
          return undefined;
        case 'number':
          return Number(first);
        case 'bigint':
          return BigInt(first);
        case 'same':
          return known[Number(first)];
      }
      const index = known.push(undefined) - 1;
      const made = () => {
        switch (kind) {
          case 'bytes':
            return decodeBytes(first, second);
          case 'date':
            return new Date(decodeValue(first) as number);
          case 'expression':
            return new RegExp(first, second);
          case 'error':
            return decodeError(first, second, third);
          case 'array':
            return [];
          case 'map':
            return new Map();
          case 'set':
            return new Set();
          default:
            return {};
        }
      };
      known[index] = made();
      fill(kind ?? '', known[index], parts);
      return known[index];
    };

    return decodeValue(root);
  };

  return { encode, decode };
}
