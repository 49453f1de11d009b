import { app, powerMonitor } from 'electron';
import { untilThreadsAreFree } from '../core/hanging-threads.ts';
import type { AppWindow } from './app-window.ts';

/** How long a person, or a system that shuts down, is kept waiting for the gates. */
const shuttingMs = 3000;
/** What is over this hangs; the journal has the rest. */
const atMostMs = shuttingMs + 500;
const threadsEndWithinMs = 500;

export interface OrderlyEndOptions {
  /** Hidden at once when the end begins: the person has quit. On Windows it hears of the end of the person's login. */
  readonly window: Pick<AppWindow, 'hide' | 'browserWindow'>;
  /** Ends sessions and shuts gates. @param withinMs after which it is over in any case */
  readonly end: (withinMs: number) => Promise<void>;
  readonly onBug: (thrown: unknown) => void;
}

export interface OrderlyEnd {
  /** The app is on its way out: a window that closes is not kept any more. */
  isUnderWay(): boolean;
}

/** Whatever ends the app, its gates are knocked shut first: a menu, the system, a signal. */
export function endInOrder({ window, end, onBug }: OrderlyEndOptions): OrderlyEnd {
  let state: 'running' | 'ending' | 'ended' = 'running';
  app.on('before-quit', (event) => {
    if (state === 'ended') return;
    event.preventDefault();
    if (state === 'ending') return;
    state = 'ending';
    window.hide();
    const tooLate = new Promise<void>((resolve) => setTimeout(resolve, atMostMs));
    Promise.race([end(shuttingMs).catch(onBug), tooLate])
      .then(() => untilThreadsAreFree(threadsEndWithinMs))
      .finally(() => {
        state = 'ended';
        app.quit();
      });
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
  // Without that the system does not wait; Electron's types do not know this event's argument.
  const delayShutdown = (event?: { preventDefault(): void }) => {
    event?.preventDefault();
    app.quit();
  };
  powerMonitor.on('shutdown', delayShutdown);
  window.browserWindow()?.on('session-end', () => app.quit());
  return { isUnderWay: () => state !== 'running' };
}
