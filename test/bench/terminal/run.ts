/**
 * How fast the app's way to a terminal is: flow control, a channel and xterm.js with all addons, against a plain page with
 * the same xterm.js, both in one run of a headless Chromium. Ends with 1 where it misses what the README claims.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { findChromium } from '../../standin/devtools/find-chromium.ts';
import { median } from '../median.ts';

const megabytes = 100;
const rounds = 5;
const leastRatio = 0.9;
/** Half a megabyte on its way, and a scrollback of 10,000 lines. */
const mostGrownMb = 100;

interface BenchResult {
  readonly ms: number;
  readonly grownMb: number;
}

const folder = await mkdtemp(join(tmpdir(), 'portcullis-bench-'));
await build({
  root: fileURLToPath(new URL('./page', import.meta.url)),
  logLevel: 'error',
  configFile: false,
  build: { outDir: folder, emptyOutDir: true, target: 'chrome150' },
});

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};
const server = createServer(async (request, response) => {
  const name = request.url === '/' ? '/index.html' : (request.url ?? '');
  try {
    const body = await readFile(join(folder, name));
    response.writeHead(200, { 'content-type': types[extname(name)] ?? 'application/octet-stream' }).end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address() as AddressInfo;

const program = findChromium();
if (program === undefined) throw new Error('Found no Chromium, Chrome or Edge. PORTCULLIS_CHROMIUM may name one.');
const browser = await chromium.launch({
  executablePath: program,
  args: ['--enable-precise-memory-info', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
});

async function draw(way: 'plain' | 'fed'): Promise<BenchResult> {
  const page: Page = await browser.newPage({ viewport: { width: 1000, height: 640 } });
  await page.goto(`http://127.0.0.1:${port}/`);
  const result = (await page.evaluate(`window.drawBench('${way}', ${megabytes})`)) as BenchResult;
  await page.close();
  return result;
}

const results: Record<'plain' | 'fed', BenchResult[]> = { plain: [], fed: [] };
try {
  for (let round = 1; round <= rounds; round += 1) {
    for (const way of ['plain', 'fed'] as const) {
      const result = await draw(way);
      results[way].push(result);
      const { ms, grownMb } = result;
      console.log(
        `round ${round}  ${way.padEnd(5)}  ${rate(ms)} MB/s  script memory at most +${grownMb.toFixed(0)} MB`,
      );
    }
  }
} finally {
  await browser.close();
  server.close();
  await rm(folder, { recursive: true });
}

function rate(ms: number): string {
  return ((megabytes * 1000) / ms).toFixed(1);
}

// A busy machine slows a round as a whole: the two of one round are compared with each other.
const ratio = median(results.fed.map(({ ms }, round) => (results.plain[round]?.ms ?? Number.NaN) / ms));
const grownMb = Math.max(...results.fed.map((result) => result.grownMb));
const [plain, app] = [results.plain, results.fed].map((way) => rate(median(way.map(({ ms }) => ms))));
console.log(
  `plain ${plain} MB/s, app ${app} MB/s, ratio ${ratio.toFixed(2)} (at least ${leastRatio}), medians of ${rounds}`,
);
console.log(`memory +${grownMb.toFixed(0)} MB (at most ${mostGrownMb})`);
process.exitCode = ratio >= leastRatio && grownMb <= mostGrownMb ? 0 : 1;
