import { createTerminalFeed } from '../../../../renderer/terminal/terminal-feed.ts';
import { createBenchTerminal } from './bench-terminal.ts';
import type { CoreMessage } from './core-worker.ts';

/** The app's way: the core's flow control, a channel that copies, the window's feed and its terminal. */
export function drawFed(host: HTMLElement, totalBytes: number): Promise<void> {
  const core = new Worker(new URL('./core-worker.ts', import.meta.url), { type: 'module' });
  const tell = (message: CoreMessage) => core.postMessage(message);
  const terminal = createBenchTerminal();
  const takeOut = terminal.showIn(host);
  return new Promise((resolve) => {
    let drawnBytes = 0;
    const feed = createTerminalFeed(terminal.write, (bytes) => {
      tell({ kind: 'drawn', bytes });
      drawnBytes += bytes;
      if (drawnBytes < totalBytes) return;
      core.terminate();
      takeOut();
      terminal.dispose();
      resolve();
    });
    feed.begin(new Uint8Array());
    core.onmessage = ({ data }: MessageEvent<Uint8Array>) => feed.receive(data);
    tell({ kind: 'start', totalBytes });
  });
}
