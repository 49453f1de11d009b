import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { sharedApp } from './driver/app.ts';
import { addProfile, editor } from './driver/editor.ts';
import { profileLine, terminalShows } from './driver/screen.ts';

interface Stop {
  readonly name: string;
  /** Whether a person sees that the focus is there. */
  readonly isSeen: boolean;
}

/** Where Tab leads until it comes back to where it began, or to a place that it was at before. */
async function tabStops(page: Page, mostStops = 60): Promise<readonly Stop[]> {
  const stops: Stop[] = [];
  const seen = new Set<number>();
  for (let count = 0; count < mostStops; count += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(async () => {
      // At the end of a dialog a guard hands the focus on to its beginning.
      while (document.activeElement?.hasAttribute('data-base-ui-focus-guard') === true) {
        await new Promise(requestAnimationFrame);
      }
      const element = document.activeElement;
      if (!(element instanceof HTMLElement) || element === document.body) return undefined;
      const marks = window as unknown as { stops?: Map<Element, number> };
      marks.stops ??= new Map();
      const number = marks.stops.get(element) ?? marks.stops.size;
      marks.stops.set(element, number);
      for (const animation of document.getAnimations()) {
        if (animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY) animation.finish();
      }
      // The ring may be drawn by what is around a field, or by the line that a list means.
      const meant = document.getElementById(element.getAttribute('aria-activedescendant') ?? '');
      const around = [meant, element, element.parentElement, element.parentElement?.parentElement];
      const isSeen = around.some((each) => {
        if (each == null) return false;
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
        const isRinged = (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
        // What is but a line becomes a thicker one.
        return isRinged || (each === element && getComputedStyle(each, '::after').width === '2px');
      });
      const name = element.getAttribute('aria-label') ?? element.innerText.trim() ?? '';
      return { number, name: name === '' ? element.tagName : name, isSeen };
    });
    // The page's end: the browser's own parts come next.
    if (stop === undefined) continue;
    if (seen.has(stop.number)) return stops;
    seen.add(stop.number);
    stops.push({ name: stop.name, isSeen: stop.isSeen });
  }
  throw new Error(`Tab leads nowhere: ${stops.map(({ name }) => name).join(', ')}`);
}

const names = (stops: readonly Stop[]) => stops.map(({ name }) => name);
const unseen = (stops: readonly Stop[]) => names(stops.filter(({ isSeen }) => !isSeen));

describe('Tab', () => {
  const app = sharedApp();

  it('reaches everything of the first screen, and shows where it is', async () => {
    const stops = await tabStops(app().page);
    expect(names(stops)).toEqual(
      expect.arrayContaining(['Settings', 'Try the practice gate', 'New profile', 'Import']),
    );
    expect(unseen(stops)).toEqual([]);
  });

  it('goes round within the editor', async () => {
    const { page } = app();
    await page.keyboard.press('Control+N');
    await editor(page).waitFor();
    const stops = await tabStops(page);
    expect(names(stops)).toEqual(
      expect.arrayContaining(['Server', 'Opening, add a step', 'Save', 'Save and connect', 'Close']),
    );
    expect(names(stops)).not.toContain('Try the practice gate');
    expect(unseen(stops)).toEqual([]);
    await page.keyboard.press('Escape');
    await editor(page).waitFor({ state: 'hidden' });
  });

  it('reaches the list, the search and what stands below', async () => {
    const { page } = app();
    await addProfile(page, { name: 'web-1', host: 'web-1.example.net', open: '7000 8000' });
    await profileLine(page, 'web-1').click();
    const stops = await tabStops(page);
    expect(names(stops)).toEqual(
      expect.arrayContaining([
        'Search',
        'New profile',
        'Profiles',
        'Settings',
        'Hide the sidebar',
        'Width of the sidebar',
      ]),
    );
    expect(unseen(stops)).toEqual([]);
  });

  it('goes round within a question, and Escape takes it back', async () => {
    const { page } = app();
    await page.getByRole('button', { name: 'Practice gate' }).click();
    await terminalShows(page, 'guest@practice');
    await page.keyboard.press('Control+Shift+W');
    const question = page.getByRole('dialog', { name: /^End the session/ });
    await question.waitFor();
    expect(names(await tabStops(page)).toSorted()).toEqual(['Cancel', 'End session']);
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    // The focus is where it was: in the terminal.
    await page.keyboard.type('whoami\n');
    await terminalShows(page, /whoami\s*guest/);
  });

  it('belongs to the shell in a terminal, and there is a key out of it', async () => {
    const { page } = app();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('.xterm') !== null)).toBe(true);
    await page.keyboard.press('Control+Shift+K');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Search');
  });
});
