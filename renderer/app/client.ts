import { type Bridge, type Client, createClient } from '../../electron/shared/contract/client.ts';

declare global {
  interface Window {
    /** What the preload script puts into the page: the only way out of it. */
    readonly portcullis: Bridge;
  }
}

/** The window's only way to the app. Its calls throw a Failure. */
export const client: Client = createClient(window.portcullis);
