import type { App } from './app.ts';

/** Puts a text on the system's clipboard. */
export function copyText({ electron }: App, text: string): Promise<void> {
  return electron.evaluate(({ clipboard }, copied) => clipboard.writeText(copied), text);
}

/** What is on the system's clipboard. */
export function copiedText({ electron }: App): Promise<string> {
  return electron.evaluate(({ clipboard }) => clipboard.readText());
}
