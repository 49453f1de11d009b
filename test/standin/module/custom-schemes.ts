/** Answers requests of a custom scheme. */
export type SchemeHandler = (request: Request) => Response | Promise<Response>;

/**
 * Chromium cannot learn schemes from outside, so it is shown `app://host/path` as
 * `https://app.host.standin.invalid/path`, a name that never resolves: every request for it is answered here.
 */
const suffix = '.standin.invalid';

const handlers = new Map<string, SchemeHandler>();

export function setSchemeHandler(scheme: string, handler: SchemeHandler | undefined): void {
  if (handler === undefined) handlers.delete(scheme);
  else handlers.set(scheme, handler);
}

export function isSchemeHandled(scheme: string): boolean {
  return handlers.has(scheme);
}

/** The handler of an address as the app writes it. */
export function schemeHandlerOf(url: string): SchemeHandler | undefined {
  return handlers.get(url.slice(0, url.indexOf(':')));
}

/** From an address as the app writes it to the one that Chromium is shown. */
export function toChromiumUrl(url: string): string {
  const [, scheme, host, rest] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(url) ?? [];
  if (scheme === undefined || !handlers.has(scheme)) return url;
  return `https://${scheme}.${host}${suffix}${rest === '' ? '/' : rest}`;
}

/** From an address that Chromium knows back to the one that the app wrote. */
export function fromChromiumUrl(url: string): string {
  const [, scheme, host, rest] = /^https:\/\/([^./]+)\.([^/]+)\.standin\.invalid(.*)$/.exec(url) ?? [];
  return scheme === undefined ? url : `${scheme}://${host}${rest}`;
}

/** The origin as Electron tells it of an address as the app writes it. */
export function originOf(url: string): string {
  const [, scheme, host] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)/i.exec(url) ?? [];
  if (scheme !== undefined && handlers.has(scheme)) return `${scheme}://${host}`;
  return URL.canParse(url) ? new URL(url).origin : 'null';
}
