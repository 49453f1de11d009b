import { watch } from 'node:fs';
import { mkdir } from 'node:fs/promises';

/** One change of a journal is several of its folder: a draft, its new name, the old one's end. */
const settlesMs = 40;
/** A journal of a thousand gates takes a second to read, and changes all the time while they are shut: that goes before. */
const restsTimes = 4;

/**
 * Watches a journal's folder for what other processes write there. Where it cannot be watched nothing is heard: this
 * app's own doings are read anyway.
 * @param onDidChange reads it; the longer that takes, the longer it is left alone
 * @returns the function that ends it
 */
export function watchJournal(folder: string, onDidChange: () => Promise<void>): () => void {
  const stopped = new AbortController();
  let settling: NodeJS.Timeout | undefined;
  let restsMs = settlesMs;
  const tell = async () => {
    settling = undefined;
    const beganAt = performance.now();
    await onDidChange();
    restsMs = Math.max(settlesMs, restsTimes * (performance.now() - beganAt));
  };
  const begin = async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if (stopped.signal.aborted) return;
    const watcher = watch(folder, { signal: stopped.signal, persistent: false }, () => {
      settling ??= setTimeout(tell, restsMs);
    });
    watcher.on('error', () => watcher.close());
  };
  begin().catch(() => undefined);
  return () => {
    stopped.abort();
    clearTimeout(settling);
  };
}
