import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Heap, heapIn } from '../../support/heap-snapshot.ts';
import type { App } from './app.ts';

/** Looks into the page's heap, once what nobody refers to is gone. */
export async function heapOf({ page, electron }: App): Promise<Heap> {
  // A snapshot takes the page longer than a frozen one is let be.
  await electron.evaluate(({ webContents }) => {
    for (const contents of webContents.getAllWebContents()) contents.isDevToolsOpened = () => true;
  });
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false, captureNumericValue: true });
  await session.detach();
  return heapIn(chunks.join(''));
}

/** Looks into the heap of the app's main process, once what nobody refers to is gone. */
export async function mainHeapOf({ electron }: App): Promise<Heap> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-heap-'));
  try {
    const path = join(folder, 'main.heapsnapshot');
    await electron.evaluate((_, at) => {
      process.getBuiltinModule('node:v8').writeHeapSnapshot(at, { exposeNumericValues: true });
    }, path);
    return heapIn(readFileSync(path, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
