import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { type App, quitAll } from '../e2e/driver/app.ts';
import { acceptHostKey, connectTo, terminal, terminalLines, terminalShows, type } from '../e2e/driver/screen.ts';
import { proof } from '../support/proof.ts';
import { waitFor } from '../system/bed/wait.ts';
import { startGateBed } from '../system/gate-bed.ts';
import { startAppAt } from './bed-app.ts';

afterEach(quitAll);

const { size: seconds } = proof('endless-output', { sample: 8, whole: 120, unit: 's of output' });
const runsForMs = seconds * 1000;
const warmsUpForMs = 3000;
const mostGrowthMb = 50;

describe('an output without end', () => {
  it('fills no memory and obeys Ctrl-C', async () => {
    const bed = await startGateBed();
    onTestFinished(() => bed.stop());
    const app = await startAppAt(bed);
    const { page } = app;
    await connectTo(page, 'web');
    await acceptHostKey(page);
    await terminalShows(page, '$');
    // Fills the scrollback first: that memory is the terminal's by right.
    await type(page, 'seq 20000\n');
    await terminalShows(page, '20000');
    await type(page, 'yes portcullis\n');
    // Not for an event: the time itself is what is measured over. At first every heap grows to its working size.
    await pause(warmsUpForMs);
    const before = await memoryMb(app);
    await pause(runsForMs);
    const after = await memoryMb(app);
    expect(await terminalLines(page)).toContain('portcullis');
    expect(after.main - before.main).toBeLessThan(mostGrowthMb);
    expect(after.page - before.page).toBeLessThan(mostGrowthMb);
    await terminal(page).press('Control+c');
    await waitFor('the prompt', async () => (await terminalLines(page)).some((line) => /\^C|\$ ?$/.test(line)), {
      withinMs: 20_000,
      everyMs: 50,
    });
    await type(page, 'echo st""ill here\n');
    await terminalShows(page, 'still here');
  });
});

/**
 * What is in use after a collection, in the main process and in the page. Not the resident size: V8 gives back late what
 * it once took, and under this load that is a multiple of what is used.
 */
async function memoryMb({ electron, page }: App): Promise<{ readonly main: number; readonly page: number }> {
  const main = await electron.evaluate(() => {
    process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc');
    process.getBuiltinModule('node:vm').runInNewContext('gc')();
    const { heapUsed, external, rss } = process.memoryUsage();
    return { used: heapUsed + external, rss };
  });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('HeapProfiler.enable');
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  await devtools.detach();
  const mb = { main: inMb(main.used), page: inMb(usedSize) };
  console.log(`in use: main process ${mb.main} MB (resident ${inMb(main.rss)}), page ${mb.page} MB`);
  return mb;
}

function inMb(bytes: number): number {
  return Math.round(bytes / 1_048_576);
}
