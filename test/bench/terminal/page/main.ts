import { drawFed } from './fed.ts';
import { drawPlain } from './plain.ts';

declare global {
  interface Window {
    /** Draws so many megabytes in one way. */
    drawBench(way: 'plain' | 'fed', megabytes: number): Promise<BenchResult>;
  }
}

/** How long it took, and the most memory that the page's script held meanwhile, over what it held before. */
export interface BenchResult {
  readonly ms: number;
  readonly grownMb: number;
}

const mb = 1_048_576;

window.drawBench = async (way, megabytes) => {
  const host = document.getElementById('terminal');
  if (host === null) throw new Error('The page has no place for a terminal.');
  const heapMb = () => (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize / mb;
  const beforeMb = heapMb();
  let mostMb = beforeMb;
  const watch = setInterval(() => {
    mostMb = Math.max(mostMb, heapMb());
  }, 50);
  const begunAt = performance.now();
  await (way === 'plain' ? drawPlain(host, megabytes * mb) : drawFed(host, megabytes * mb));
  const ms = performance.now() - begunAt;
  clearInterval(watch);
  return { ms, grownMb: mostMb - beforeMb };
};
