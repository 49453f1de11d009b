import { watch } from 'node:fs';
import { mkdir } from 'node:fs/promises';

/** One change of a journal is several of its folder: a draft, its new name, the old one's end. */
const settlesMs = 40;

/**
 * Watches a journal's folder for what other processes write there. Where it cannot be watched nothing is heard: this
 * app's own doings are read anyway.
 * @returns the function that ends it
 */
export function watchJournal(folder: string, onDidChange: () => void): () => void {
  const stopped = new AbortController();
  let settling: NodeJS.Timeout | undefined;
  const begin = async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if (stopped.signal.aborted) return;
    const watcher = watch(folder, { signal: stopped.signal, persistent: false }, () => {
      settling ??= setTimeout(() => {
        settling = undefined;
        onDidChange();
      }, settlesMs);
    });
    watcher.on('error', () => watcher.close());
  };
  begin().catch(() => undefined);
  return () => {
    stopped.abort();
    clearTimeout(settling);
  };
}
