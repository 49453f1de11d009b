import { recorded } from './recorded.ts';

/** Electron's `shell`: nothing is opened, everything is kept for tests. */
export const shell = {
  openExternal: (url: string): Promise<void> => {
    recorded.opened.push(url);
    return Promise.resolve();
  },
  /** @returns what went wrong, as Electron does: nothing */
  openPath: (path: string): Promise<string> => {
    recorded.opened.push(path);
    return Promise.resolve('');
  },
  showItemInFolder: (path: string): void => void recorded.opened.push(path),
};
