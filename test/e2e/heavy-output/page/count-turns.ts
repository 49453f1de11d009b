import type { Terminal } from '@xterm/xterm';

type Method = (this: unknown, ...parameters: never[]) => unknown;
type Methods = Record<string, Method>;

/** xterm.js' own parts, by their names in its source. */
interface Core {
  readonly _inputHandler: object;
  readonly _bufferService: {
    readonly buffer: { readonly lines: { readonly length: number; get(index: number): object } };
  };
}

/**
 * Counts the turns of the loops that xterm.js goes through: cells that are set, code points that are printed, lines that are
 * moved, tab stops that are looked for.
 * @returns the function that ends the counting and tells the turns
 */
export function countTurns(terminal: Terminal): () => number {
  const { _inputHandler: handler, _bufferService: service } = (terminal as unknown as { _core: Core })._core;
  const { buffer } = service;
  let turns = 0;
  const restores: (() => void)[] = [];
  const count = (holder: object, name: string, cost: (...parameters: number[]) => number) => {
    const prototype = Object.getPrototypeOf(holder) as Methods;
    const method = prototype[name];
    if (method === undefined) throw new Error(`xterm.js has no ${name} any more.`);
    prototype[name] = function (this: unknown, ...parameters) {
      turns += cost(...(parameters as number[]));
      return method.apply(this, parameters);
    };
    restores.push(() => {
      prototype[name] = method;
    });
  };
  const line = buffer.lines.get(0);
  for (const name of ['setCell', 'setCellFromCodepoint', 'addCodepointToCell']) count(line, name, () => 1);
  count(handler, 'print', (_data, start, end) => (end ?? 0) - (start ?? 0));
  count(buffer.lines, 'splice', (start) => buffer.lines.length - (start ?? 0));
  count(buffer.lines, 'shiftElements', (_start, moved) => moved ?? 0);
  for (const name of ['push', 'recycle']) count(buffer.lines, name, () => 1);
  for (const name of ['nextStop', 'prevStop']) count(buffer, name, () => 1);
  return () => {
    for (const restore of restores) restore();
    return turns;
  };
}
