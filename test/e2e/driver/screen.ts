import type { Locator, Page } from 'playwright-core';

/** The line of a profile in the list. */
export function profileLine(page: Page, name: string): Locator {
  return page.getByRole('tree').getByRole('treeitem').filter({ hasText: name });
}

/** Connects as a person does: a double click on the profile. */
export function connectTo(page: Page, name: string): Promise<void> {
  return profileLine(page, name).dblclick();
}

/** The terminal in front. */
export function terminal(page: Page): Locator {
  return page.locator('.xterm:visible');
}

/** Waits until the terminal in front shows a text (in its visible part). */
export async function terminalShows(page: Page, text: string | RegExp, withinMs = 60_000): Promise<void> {
  await terminal(page).locator('.xterm-rows').filter({ hasText: text }).waitFor({ timeout: withinMs });
}

/** What the terminal in front shows, line by line. */
export async function terminalLines(page: Page): Promise<readonly string[]> {
  const lines = await terminal(page).locator('.xterm-rows > div').allTextContents();
  return lines.map((line) => line.replaceAll('\u00a0', ' ').trimEnd());
}

/** Types into the terminal in front. */
export async function type(page: Page, text: string): Promise<void> {
  await terminal(page).click();
  await page.keyboard.type(text);
}

/** Answers the prompt that asks for a secret, by the label of its field. */
export async function answerSecret(page: Page, label: string | RegExp, secret: string): Promise<void> {
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel(label).first().fill(secret);
  await sheet.getByRole('button', { name: /^(Send|Unlock)$/ }).click();
}

/** Accepts the host key that is asked about. */
export async function acceptHostKey(page: Page): Promise<void> {
  const sheet = page.getByRole('dialog', { name: 'Is this the right server?' });
  await sheet.getByRole('button', { name: 'Accept' }).click();
}

/** The names of the list's lines as they stand, groups included. */
export function listedNames(page: Page): Promise<readonly string[]> {
  // At one moment: a line that goes between two questions would be waited for.
  return page
    .getByRole('tree')
    .getByRole('treeitem')
    .evaluateAll((lines) =>
      lines
        .map((line) => ({ y: line.getBoundingClientRect().y, text: (line as HTMLElement).innerText }))
        .toSorted((one, other) => one.y - other.y)
        .map(({ text }) => text.split('\n')[0] ?? ''),
    );
}
