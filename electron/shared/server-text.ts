// C0 but tab and line feed, DEL, C1, and the characters that reorder or break text (bidi controls, line separators).
// biome-ignore lint/suspicious/noControlCharactersInRegex: the control characters are what is taken out
const unwanted = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/**
 * Makes a text that a server wrote fit to be shown outside its terminal: without control and bidi characters, clipped to
 * `longest` characters. Whoever shows it says that it is the server's.
 */
export function plainServerText(text: string, longest: number): string {
  const plain = text.replaceAll('\r\n', '\n').replaceAll(unwanted, '');
  return plain.length > longest ? `${plain.slice(0, longest)}…` : plain;
}
