import type { App } from './app.ts';

/** Puts a text on the system's clipboard. */
export function copyText({ electron }: App, text: string): Promise<void> {
  return electron.evaluate(({ clipboard }, copied) => clipboard.writeText(copied), text);
}
