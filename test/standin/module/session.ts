import { EventEmitter } from 'node:events';
import { protocol } from './protocol.ts';
import { WebRequest } from './web-request.ts';

// biome-ignore lint/suspicious/noExplicitAny: handlers are kept, and called by tests only
type Handler = (...parameters: any[]) => unknown;

/** A browsing session. Its permission handlers are kept for tests to call; Chromium itself denies every permission. */
export class Session extends EventEmitter {
  readonly webRequest = new WebRequest();
  readonly protocol = protocol;
  /** For the stand-in: the handlers that the app has set, by the name of what set them. */
  readonly handlers = new Map<string, Handler>();

  setPermissionRequestHandler(handler: Handler | null): void {
    this.#keep('permissionRequest', handler);
  }

  setPermissionCheckHandler(handler: Handler | null): void {
    this.#keep('permissionCheck', handler);
  }

  setDevicePermissionHandler(handler: Handler | null): void {
    this.#keep('devicePermission', handler);
  }

  setDisplayMediaRequestHandler(handler: Handler | null): void {
    this.#keep('displayMediaRequest', handler);
  }

  setCertificateVerifyProc(handler: Handler | null): void {
    this.#keep('certificateVerify', handler);
  }

  setSpellCheckerEnabled(): void {}

  async clearCache(): Promise<void> {}

  async clearStorageData(): Promise<void> {}

  async setProxy(): Promise<void> {}

  #keep(name: string, handler: Handler | null): void {
    if (handler === null) this.handlers.delete(name);
    else this.handlers.set(name, handler);
  }
}

const defaultSession = new Session();
const partitions = new Map<string, Session>();

/** Electron's `session`: partitions are kept apart in name only. */
export const session = {
  defaultSession,
  fromPartition: (name: string): Session => {
    const known = partitions.get(name) ?? new Session();
    partitions.set(name, known);
    return known;
  },
};
