import { app, type WebContents } from 'electron';

const everyMs = 1000;
/** A page that computes for so long without an answer is not merely kept from the processor by others. */
const mostBusyS = 8;
/** One that waits instead, for what never comes, or whose time nobody tells, has so many turns. */
const mostMissed = 60;

/**
 * Asks the page again and again whether it still answers; its preload does, in the page's own thread. A busy computer, or one that
 * slept, makes no page a frozen one: what counts is the processor's time that the page had.
 * @param onFrozen it does not; called once for each time
 */
export function watchPage(contents: WebContents, onFrozen: () => void): void {
  let isThere = false;
  let missed = 0;
  let busyBeforeS: number | undefined;
  const answered = () => {
    missed = 0;
    busyBeforeS = undefined;
  };
  const gone = () => {
    isThere = false;
    answered();
  };
  contents.on('did-start-loading', gone);
  contents.on('render-process-gone', gone);
  contents.on('did-finish-load', () => {
    isThere = true;
  });
  contents.ipc.on('portcullis:here', answered);
  const timer = setInterval(() => {
    // Whoever looks into the page with tools may hold it.
    if (!isThere || contents.isDestroyed() || contents.isDevToolsOpened()) return;
    if (missed > 0) {
      const busyS = busiestPageS();
      busyBeforeS ??= busyS;
      if (missed > mostMissed || busyS - busyBeforeS > mostBusyS) {
        gone();
        onFrozen();
        return;
      }
    }
    missed += 1;
    contents.send('portcullis:are-you-there');
  }, everyMs);
  timer.unref();
  contents.once('destroyed', () => clearInterval(timer));
}

/** There is one window, so that the busiest page is ours. @returns the processor's time that it has had, in seconds */
function busiestPageS(): number {
  const pages = app.getAppMetrics().filter(({ type }) => type === 'Tab');
  return Math.max(0, ...pages.map(({ cpu }) => cpu.cumulativeCPUUsage ?? 0));
}
