import type { App } from './app.ts';

/** Has the next dialogs that ask for files to open answer with these. */
export function chooseFiles({ electron }: App, ...paths: readonly string[]): Promise<void> {
  return electron.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [...filePaths] });
  }, paths);
}

/** Has the next dialogs that ask where to save answer with this path. */
export function chooseSavePath({ electron }: App, path: string): Promise<void> {
  return electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
}
