import { setTimeout as delay } from 'node:timers/promises';
import { app, dialog, type WebContents } from 'electron';

/** A page that crashes again and again is not loaded for ever. */
const mostReloads = 2;
const withinMs = 60_000;
const pauseMs = 500;

/** A page that is made anew. */
export interface RecoveredPage {
  /** Ends the page as it is, whatever it does: it is loaded again as after a crash. */
  renew(): void;
}

/**
 * Loads a page again that has crashed; sessions live on without it. After the second time within a minute the person
 * decides.
 * @param onGone hears why a page has gone
 */
export function recoverPage(contents: WebContents, onGone: (reason: string) => void): RecoveredPage {
  let reloads: number[] = [];
  contents.on('render-process-gone', async (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    onGone(reason);
    const now = Date.now();
    reloads = reloads.filter((atMs) => now - atMs < withinMs);
    if (reloads.length < mostReloads) {
      reloads.push(now);
      await delay(pauseMs);
    } else if (!(await wantsAnother())) {
      app.quit();
      return;
    }
    if (!contents.isDestroyed()) contents.reload();
  });
  return {
    renew() {
      if (!contents.isDestroyed()) contents.forcefullyCrashRenderer();
    },
  };
}

async function wantsAnother(): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: 'Portcullis',
    message: 'The window of Portcullis has crashed several times.',
    detail: 'Your sessions are still running. Quitting ends them and knocks the open gates shut.',
    buttons: ['Show the window again', 'Quit'],
    defaultId: 0,
    cancelId: 0,
  });
  return response === 0;
}
