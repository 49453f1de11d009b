import { watch } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { requestAppRestart } from '@electron-forge/core-utils/restart';

const built = fileURLToPath(new URL('../../.vite/build', import.meta.url));
/** A bundle is written in several steps. */
const settleMs = 200;
let isWatching = false;

/**
 * In development, starts the app again when main or preload were built anew. Forge's own `hotRestart` does not do it: in
 * 8.0.1 the process that builds never hears of that option.
 */
export function restartOnRebuild(): void {
  // Forge calls its hook once more for the app that was started again.
  if (isWatching) return;
  isWatching = true;
  let settling: NodeJS.Timeout | undefined;
  const watcher = watch(built, () => {
    clearTimeout(settling);
    settling = setTimeout(requestAppRestart, settleMs);
  });
  watcher.unref();
}
