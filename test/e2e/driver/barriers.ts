import axe, { type AxeResults, type RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { App } from './app.ts';
import { stillness } from './stillness.ts';

/** What axe finds that keeps somebody out, a line each. @param rules those alone; all of them unless told */
async function barriers(page: Page, rules: readonly string[] = []): Promise<readonly string[]> {
  // Half a megabyte, which takes a second to hand over: once for each page.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const options: RunOptions = { resultTypes: ['violations'], ...(rules.length > 0 && { runOnly: [...rules] }) };
  const { violations } = await page.evaluate(
    (given) => (window as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } }).axe.run(given),
    options,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

/** Fails where axe finds what keeps somebody out, in both themes; of what it looks at only the contrast depends on them. */
export async function expectNoBarriersIn({ page }: App): Promise<void> {
  // A colour that fades in has too little contrast for a moment.
  await stillness(page);
  expect(await barriers(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await stillness(page);
  expect(await barriers(page, ['color-contrast'])).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
}
