import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { App } from './app.ts';

/** The texts and numbers in a heap. They are too many to be printed by an assertion that fails. */
export interface Heap {
  /** Whether a text is in one of them. */
  has(text: string): boolean;
  /** Whether all of these ports are among them: one alone may have the digits of a line number by chance. */
  hasPorts(ports: readonly number[]): boolean;
}

/** Looks into the page's heap, once what nobody refers to is gone. */
export async function heapOf(page: Page): Promise<Heap> {
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

function heapIn(snapshot: string): Heap {
  const strings = stringsOf(snapshot);
  const alone = new Set(strings);
  return {
    has: (text) => strings.some((each) => each.includes(text)),
    hasPorts: (ports) => ports.every((port) => alone.has(String(port))),
  };
}

/** They stand last in a snapshot, behind millions of numbers; a quote in one of them has a backslash before it. */
function stringsOf(snapshot: string): readonly string[] {
  const start = snapshot.lastIndexOf('"strings":[');
  const { strings } = JSON.parse(`{${snapshot.slice(start)}`) as { strings: readonly string[] };
  return strings;
}
