import type { Locator, Page } from 'playwright-core';
import type { PracticeGate } from '../../../electron/core/practice/practice-gate.ts';
import { formatSequence } from '../../../electron/shared/sequence.ts';

/** A profile as somebody would type it. */
export interface TypedProfile {
  readonly name: string;
  readonly host: string;
  readonly port?: number;
  readonly user?: string;
  readonly group?: string;
  /** In any notation that the editor reads. */
  readonly open?: string;
  readonly close?: string;
  /** Ways to log in by their names, in order. */
  readonly ways?: readonly ('SSH agent' | 'Key file' | 'Password' | 'Questions of the server')[];
}

/** The sheet in front in which a profile is edited. */
export function editor(page: Page): Locator {
  return page.getByRole('dialog').filter({ has: page.getByLabel('Host') });
}

/** Fills in the fields of the editor in front; those that are left out stay. */
export async function fillProfile(page: Page, typed: Partial<TypedProfile>): Promise<void> {
  const { name, host, port, user, group, open, close, ways = [] } = typed;
  const fields = { Name: name, Host: host, Port: port?.toString(), User: user, Group: group };
  for (const [label, text] of Object.entries(fields)) {
    if (text !== undefined) await field(page, label).fill(text);
  }
  for (const [label, text] of [['Opening', open] as const, ['Closing', close] as const]) {
    if (text !== undefined) await addSteps(page, label, text);
  }
  if (ways.length > 0) await unfold(page, 'Login');
  for (const way of ways) {
    await editor(page).getByRole('button', { name: 'Add a way' }).click();
    await page.getByRole('menuitem', { name: way }).click();
  }
}

/** Shows a part of the editor in front that is folded. */
export async function unfold(page: Page, title: string): Promise<void> {
  const head = editor(page).getByRole('region', { name: title, exact: true }).getByRole('heading').getByRole('button');
  if ((await head.getAttribute('aria-expanded')) === 'false') await head.click();
}

/** A field of the editor in front by its label; an optional one's label says so besides. */
export function field(page: Page, label: string): Locator {
  return editor(page)
    .getByRole('textbox', { name: new RegExp(`^${label}( optional)?$`) })
    .or(editor(page).getByRole('combobox', { name: new RegExp(`^${label}( optional)?$`) }));
}

/** Types steps at the end of a sequence and ends them with Enter. */
export async function addSteps(page: Page, label: 'Opening' | 'Closing', text: string): Promise<void> {
  const entry = editor(page).getByLabel(`${label}, add a step`);
  await entry.fill(text);
  await entry.press('Enter');
}

/** The ports of a sequence as the editor in front shows them. */
export function shownPorts(page: Page, label: 'Opening' | 'Closing'): Promise<readonly string[]> {
  return editor(page)
    .getByRole('group', { name: label, exact: true })
    .getByLabel(/, step \d+, port$/)
    .evaluateAll((ports) => ports.map((port) => (port as HTMLInputElement).value));
}

/** Saves what is in the editor in front and waits until it has gone. */
export async function saveProfile(page: Page): Promise<void> {
  await editor(page).getByRole('button', { name: 'Save', exact: true }).click();
  await editor(page).waitFor({ state: 'hidden' });
}

/** Leaves the editor by Escape, and throws away what was changed. */
export async function leaveEditor(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  const discard = editor(page).getByRole('button', { name: 'Discard' });
  await Promise.race([discard.click().catch(() => undefined), editor(page).waitFor({ state: 'hidden' })]);
  await editor(page).waitFor({ state: 'hidden' });
}

/** Adds a profile as a person does. */
export async function addProfile(page: Page, typed: TypedProfile): Promise<void> {
  await page.getByRole('button', { name: 'New profile' }).first().click();
  await fillProfile(page, typed);
  await saveProfile(page);
}

/** What a person would type to reach a gate that the test has started, by its password. */
export function typedFor(gate: PracticeGate, name: string): TypedProfile {
  return {
    name,
    host: gate.address,
    port: gate.port,
    user: gate.user,
    open: formatSequence(gate.opening),
    close: formatSequence(gate.closing),
    ways: ['Password'],
  };
}

/** Pastes a text into a field, as the keys, a menu or the mouse do. */
export function pasteInto(target: Locator, text: string): Promise<void> {
  return target.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

/** What is said beside a field to be wrong with it. */
export async function complaintOf(target: Locator): Promise<string> {
  return await target.evaluate((element) =>
    (element.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .join(' ')
      .trim(),
  );
}
