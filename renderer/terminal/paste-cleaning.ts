// Everything of C0 but tab and line feed, DEL, and C1: what a terminal could take for a key or a command.
const controls = /(?![\t\n])\p{Cc}/gu;

/**
 * Makes a text fit to be pasted: without control characters (a copied ESC would end a bracketed paste and let the rest
 * run as typed), line breaks as single line feeds.
 */
export function cleanPaste(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n').replaceAll(controls, '');
}

/**
 * How many lines a cleaned text would send, or undefined where it is part of one line and runs nothing by itself. A line
 * break at the end counts no line of its own, but it sends the one before it.
 */
export function linesToConfirm(cleaned: string): number | undefined {
  if (!cleaned.includes('\n')) return undefined;
  return cleaned.replace(/\n$/, '').split('\n').length;
}
