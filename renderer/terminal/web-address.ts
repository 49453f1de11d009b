/** A web address as a person should look at it before it is opened: with the host set apart. */
export interface WebAddress {
  /** The whole of it, with names in ASCII (punycode), so that no look-alike letter hides in it. */
  readonly href: string;
  readonly before: string;
  readonly host: string;
  readonly after: string;
}

/** The longest address that the app opens. */
const longest = 4096;

/** Reads what a server offers as a link; undefined for everything but a web address. */
export function webAddress(text: string): WebAddress | undefined {
  if (!URL.canParse(text)) return undefined;
  const { href, protocol, host } = new URL(text);
  if ((protocol !== 'http:' && protocol !== 'https:') || href.length > longest) return undefined;
  // A name and password before the host may look like a host: https://bank.example@evil.example/
  const start = href.lastIndexOf(host, endOfAuthority(href));
  return { href, before: href.slice(0, start), host, after: href.slice(start + host.length) };
}

function endOfAuthority(href: string): number {
  const begin = href.indexOf('//') + 2;
  const end = href.slice(begin).search(/[/?#]/);
  return end < 0 ? href.length : begin + end;
}
