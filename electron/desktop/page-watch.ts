import type { WebContents } from 'electron';

const everyMs = 2000;
/** So often in a row it has not answered: some ten seconds, whatever the computer does beside. */
const mostMissed = 5;

/**
 * Asks the page again and again whether it still answers; its preload does, in the page's own thread. Ticks are counted and
 * not time, so that a computer that slept finds no frozen page.
 * @param onFrozen it does not; called once for each time
 */
export function watchPage(contents: WebContents, onFrozen: () => void): void {
  let missed = 0;
  let isThere = false;
  contents.on('did-start-loading', () => {
    isThere = false;
  });
  contents.on('did-finish-load', () => {
    isThere = true;
    missed = 0;
  });
  contents.on('render-process-gone', () => {
    isThere = false;
  });
  contents.ipc.on('portcullis:here', () => {
    missed = 0;
  });
  const timer = setInterval(() => {
    // Whoever looks into the page with tools may hold it.
    if (!isThere || contents.isDestroyed() || contents.isDevToolsOpened()) return;
    if (missed >= mostMissed) {
      isThere = false;
      onFrozen();
      return;
    }
    missed += 1;
    contents.send('portcullis:are-you-there');
  }, everyMs);
  timer.unref();
  contents.once('destroyed', () => clearInterval(timer));
}
