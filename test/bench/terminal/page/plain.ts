import { createBenchTerminal } from './bench-terminal.ts';
import { createSource } from './source.ts';

/** As much as the app has on its way, so that xterm.js is never idle. */
const mostWaitingBytes = 524_288;

/** What anybody would write: the same xterm.js, fed again from its own callbacks. */
export function drawPlain(host: HTMLElement, totalBytes: number): Promise<void> {
  const terminal = createBenchTerminal();
  const takeOut = terminal.showIn(host);
  const next = createSource(totalBytes);
  let waitingBytes = 0;
  return new Promise((resolve) => {
    const fill = () => {
      while (waitingBytes < mostWaitingBytes) {
        const bytes = next();
        if (bytes === undefined) break;
        waitingBytes += bytes.length;
        terminal.write(bytes, () => {
          waitingBytes -= bytes.length;
          fill();
        });
      }
      if (waitingBytes === 0) {
        takeOut();
        terminal.dispose();
        resolve();
      }
    };
    fill();
  });
}
