/** One clipboard of this process alone: the system's is not touched. */
function createClipboard() {
  let text = '';
  return {
    readText: (): Promise<string> => Promise.resolve(text),
    writeText: (written: string): Promise<void> => {
      text = written;
      return Promise.resolve();
    },
    clear: (): Promise<void> => {
      text = '';
      return Promise.resolve();
    },
  };
}

/** Electron's `clipboard`, asynchronous as it is since version 44. */
export const clipboard = { ...createClipboard(), selection: createClipboard() };
