import { unprintable } from './unprintable.ts';

const eachUnprintable = new RegExp(unprintable, 'g');
/** More than one packet of a server can hold. */
const longestQuote = 36_000;

/**
 * Makes a text that a server wrote fit to be shown outside its terminal: without control and bidi characters, clipped to
 * `longest` characters. Whoever shows it says that it is the server's.
 */
export function plainServerText(text: string, longest: number): string {
  const keepLayout = (found: string) => (found === '\t' || found === '\n' ? found : '');
  const plain = text.replaceAll('\r\n', '\n').replaceAll(eachUnprintable, keepLayout);
  return plain.length > longest ? `${plain.slice(0, longest)}…` : plain;
}

/** A server's text for a terminal, each line of it marked as the server's, so that none passes for ours. */
export function markedServerText(text: string): string {
  return text.trimEnd().replaceAll(/^/gm, 'server: ');
}

/** A server's words within a sentence of ours, in full: on one line, in quotes that nothing in them can end. */
export function quotedServerText(text: string): string {
  const line = plainServerText(text, longestQuote).trim().replaceAll(/\s+/g, ' ').replaceAll(/[“”]/g, '"');
  return `“${line}”`;
}
