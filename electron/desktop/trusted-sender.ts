/** What must be known of a frame that calls; Electron's WebFrameMain has it. */
export interface CallingFrame {
  readonly url: string;
  /** null for the main frame of its page. */
  readonly parent: unknown;
}

/** A message's origins, as Electron tells them. */
export interface CallEvent<Page> {
  readonly sender: Page;
  /** null when the frame has gone since. */
  readonly senderFrame: CallingFrame | null;
}

/**
 * Whether a call comes from our own page: the main frame of our own window, and our own origin in it. The one place
 * where this is decided.
 * @param page the contents of our window
 * @param origin without a slash at its end
 */
export function isTrustedSender<Page>(event: CallEvent<Page>, page: Page | undefined, origin: string): boolean {
  const { sender, senderFrame } = event;
  if (page === undefined || sender !== page || senderFrame === null || senderFrame.parent !== null) return false;
  return originOf(senderFrame.url) === origin;
}

/** An address' scheme, host and port; URL's own `origin` knows none for our scheme. */
function originOf(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, host } = new URL(address);
  return host === '' ? undefined : `${protocol}//${host}`;
}
