import { writeFile } from 'node:fs/promises';
import { type Browser, chromium } from 'playwright-core';
import { gateSvg } from '../electron/shared/gate-drawing.ts';
import { appIcon } from './app-icon.ts';
import { icnsFile, icoFile, type SizedPng } from './icon-containers.ts';

/**
 * Draws every picture of this folder anew from the one vector source, with Chromium:
 * `node assets/draw-assets.ts` under a Node that runs TypeScript (24). PORTCULLIS_CHROMIUM names another Chromium.
 */

/** macOS draws no tile of its own and wants a tenth of air on each side for the shadow (its icon grid: 824 of 1024). */
const macTile = 824 / 1024;
const otherTile = 0.96;

/**
 * Where a panel is light or dark cannot be asked on Linux, so these read on both: at least 3:1 against white and against
 * the dark panels of Windows and GNOME. macOS colours its template images itself.
 */
const trayStates = {
  shut: { raised: 0, isStuck: false, colour: '#868c95' },
  open: { raised: 1, isStuck: false, colour: '#c97a0a' },
  attention: { raised: 0.45, isStuck: true, colour: '#e0463f' },
} as const;

const browser = await chromium.launch({
  executablePath: process.env['PORTCULLIS_CHROMIUM'] ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  await drawIcons(browser);
  await drawTray(browser);
} finally {
  await browser.close();
}

async function drawIcons(from: Browser): Promise<void> {
  const icon = (size: number, tile: number) => picture(from, size, appIcon({ size, tile }));
  const windows = await Promise.all([16, 20, 24, 32, 40, 48, 64, 256].map((size) => icon(size, otherTile)));
  const mac = await Promise.all([16, 32, 64, 128, 256, 512, 1024].map((size) => icon(size, macTile)));
  await save('icon.ico', icoFile(windows));
  await save('icon.icns', icnsFile(mac));
  await save('icon.png', (await icon(512, otherTile)).png);
}

async function drawTray(from: Browser): Promise<void> {
  for (const [state, { colour, ...gate }] of Object.entries(trayStates)) {
    for (const [suffix, size] of [['', 16] as const, ['@2x', 32] as const]) {
      for (const [kind, ink] of [['', colour] as const, ['Template', '#000000'] as const]) {
        const svg = gateSvg({ ...gate, detail: 'small', size, colours: { arch: ink, bars: ink } });
        await save(`tray-${state}${kind}${suffix}.png`, (await picture(from, size, svg)).png);
      }
    }
  }
}

async function picture(from: Browser, size: number, svg: string): Promise<SizedPng> {
  const page = await from.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body{margin:0}svg{display:block}</style>${svg}`);
  const png = await page.screenshot({ omitBackground: true });
  await page.close();
  return { size, png };
}

function save(name: string, content: Uint8Array): Promise<void> {
  return writeFile(new URL(name, import.meta.url), content);
}
