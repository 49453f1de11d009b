import axe, { type AxeResults, type RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { proof } from '../../support/proof.ts';
import { randomOf } from '../../support/random.ts';
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

const { seed, isWhole } = proof('barriers', { sample: 1, whole: 2, unit: 'themes for each screen' });
const random = randomOf(seed);

/**
 * Fails where axe finds what keeps somebody out, in both themes, or in one that is drawn; of what it looks at only the
 * contrast depends on them.
 */
export async function expectNoBarriersIn({ page }: App): Promise<void> {
  const [first, ...others] = isWhole ? (['light', 'dark'] as const) : [random.of(['light', 'dark'] as const)];
  await page.emulateMedia({ colorScheme: first });
  // A colour that fades in has too little contrast for a moment.
  await stillness(page);
  expect(await barriers(page), first).toEqual([]);
  for (const theme of others) {
    await page.emulateMedia({ colorScheme: theme });
    await stillness(page);
    expect(await barriers(page, ['color-contrast']), theme).toEqual([]);
  }
}
