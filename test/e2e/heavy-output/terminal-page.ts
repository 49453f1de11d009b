import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { findChromium } from '../../standin/devtools/find-chromium.ts';
import type {} from './page/main.ts';

/** A page with the app's terminal alone, in a real Chromium. */
export interface TerminalPage {
  readonly page: Page;
  /** How long the page works at drawing so many bytes of a text, written again and again: script, layout and painting. */
  workMs(text: string, bytes: number): Promise<number>;
  /** How many turns of loops a text costs that is written once. */
  turnsOf(text: string): Promise<number>;
  /** Where the terminal shows something else than xterm.js as it comes. */
  differs(text: string): Promise<string | undefined>;
  close(): Promise<void>;
}

const frozenMs = 20_000;

const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

export async function openTerminalPage(): Promise<TerminalPage> {
  const folder = await mkdtemp(join(tmpdir(), 'heavy-output-'));
  await build({
    root: fileURLToPath(new URL('./page', import.meta.url)),
    logLevel: 'error',
    configFile: false,
    build: { outDir: folder, emptyOutDir: true, target: 'chrome150' },
  });
  const server = createServer(async (request, response) => {
    const name = request.url === '/' ? '/index.html' : (request.url ?? '');
    const body = await readFile(join(folder, name)).catch(() => undefined);
    const type = types[extname(name)] ?? 'application/octet-stream';
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const executablePath = findChromium();
  if (executablePath === undefined)
    throw new Error('Found no Chromium, Chrome or Edge. PORTCULLIS_CHROMIUM may name one.');
  const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  const page = await browser.newPage({ viewport: { width: 1024, height: 768 } });
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.waitForFunction(() => 'draw' in window);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  const taskMs = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
  };
  const drawn = () => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
  return {
    page,
    async workMs(text, bytes) {
      await answered(page.evaluate(() => window.begin()));
      await drawn();
      const before = await taskMs();
      await answered(page.evaluate(([written, count]) => window.draw(written, count), [text, bytes] as const));
      await drawn();
      return (await taskMs()) - before;
    },
    turnsOf: (text) => answered(page.evaluate((written) => window.turnsOf(written), text)),
    differs: (text) => answered(page.evaluate((written) => window.differs(written), text)),
    async close() {
      await browser.close();
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A page that is frozen answers nothing. @throws Error then */
async function answered<Value>(answer: Promise<Value>): Promise<Value> {
  const tooLate = new AbortController();
  const frozen = delay(frozenMs, undefined, { signal: tooLate.signal }).then(() => {
    throw new Error('The page is frozen.');
  });
  frozen.catch(() => undefined);
  return await Promise.race([answer, frozen]).finally(() => tooLate.abort());
}
