import { isSchemeHandled, type SchemeHandler, setSchemeHandler } from './custom-schemes.ts';

/** Electron's `protocol`. Privileges need no telling: Chromium sees every custom scheme as https. */
export const protocol = {
  registerSchemesAsPrivileged: (): void => {},
  handle: (scheme: string, handler: SchemeHandler): void => {
    if (isSchemeHandled(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    setSchemeHandler(scheme, handler);
  },
  unhandle: (scheme: string): void => setSchemeHandler(scheme, undefined),
  isProtocolHandled: (scheme: string): boolean => isSchemeHandled(scheme),
};
