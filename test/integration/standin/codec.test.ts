import { describe, expect, test } from 'vitest';
import { nodeCodec } from '../../standin/module/node-codec.ts';

function cloned(value: unknown): unknown {
  return nodeCodec.decode(JSON.parse(JSON.stringify(nodeCodec.encode(value))));
}

describe('the codec between main process and pages', () => {
  test('gives back what the structured clone algorithm would', () => {
    const value = {
      text: 'a "quoted" line\u2028',
      numbers: [0, -0, 1.5, Number.NaN, Number.POSITIVE_INFINITY],
      nothing: [undefined, null],
      big: 2n ** 70n,
      date: new Date(12),
      bytes: new Uint8Array([0, 255]),
      words: new Uint16Array([1, 65_535]),
      map: new Map([[{ key: 1 }, new Set(['x'])]]),
    };
    expect(cloned(value)).toStrictEqual(structuredClone(value));
  });

  test('keeps shared references and cycles', () => {
    const shared = { name: 'shared' };
    const value: Record<string, unknown> = { first: shared, second: [shared] };
    value['self'] = value;
    const copy = cloned(value) as { first: object; second: [object]; self: unknown };
    expect(copy.self).toBe(copy);
    expect(copy.second[0]).toBe(copy.first);
  });

  test('lets a field called __proto__ be a field', () => {
    const copy = cloned(JSON.parse('{"__proto__": {"polluted": true}}')) as Record<string, unknown>;
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
    expect(Object.keys(copy)).toEqual(['__proto__']);
  });

  test('sends a Buffer as plain bytes', () => {
    const copy = cloned(Buffer.from('abc'));
    expect(copy).toStrictEqual(new Uint8Array([97, 98, 99]));
  });

  test.each([
    ['a function', () => undefined],
    ['a symbol', Symbol('x')],
    ['a promise', Promise.resolve()],
    ['a function within', { deep: [{ call: () => undefined }] }],
  ])('refuses %s', (_name, value) => {
    expect(() => nodeCodec.encode(value)).toThrow('An object could not be cloned.');
  });
});
