/** The longest address that the app opens. */
const longest = 4096;

/**
 * Reads what a server offers as a link; undefined for everything but a web address. Names come out in ASCII (punycode), so that
 * no look-alike letter hides in them.
 */
export function webAddress(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { href, protocol } = new URL(text);
  return (protocol === 'http:' || protocol === 'https:') && href.length <= longest ? href : undefined;
}
