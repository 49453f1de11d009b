import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { quitAll, startApp } from '../e2e/driver/app.ts';
import { connectTo, profileLine } from '../e2e/driver/screen.ts';
import { createPerson, type Person } from '../support/command-line.ts';
import { startGateBed } from '../system/gate-bed.ts';
import { startAppAt } from './bed-app.ts';

afterEach(quitAll);

/** Puts a person's data folder on a small disk of its own; Chromium's files lie elsewhere. */
function onSmallDisk(): Person {
  const person = createPerson();
  mkdirSync(person.dataFolder, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512k,mode=700', 'none', person.dataFolder]);
  onTestFinished(() => {
    execFileSync('umount', ['--lazy', person.dataFolder]);
  });
  const window = join(person.dataFolder, 'window');
  mkdirSync(window);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'mode=700', 'none', window]);
  onTestFinished(() => {
    execFileSync('umount', ['--lazy', window]);
  });
  return person;
}

/** Takes all the room that is left. @returns the function that gives it back */
function fillDisk({ dataFolder }: Person): () => void {
  const filler = join(dataFolder, 'filler');
  for (const bytes of [65_536, 4096, 64]) {
    try {
      for (let part = 0; part < 4096; part += 1) writeFileSync(filler, Buffer.alloc(bytes), { flag: 'a' });
    } catch (thrown) {
      expect((thrown as NodeJS.ErrnoException).code).toBe('ENOSPC');
    }
  }
  return () => rmSync(filler);
}

async function rename(page: Page, name: string, to: string): Promise<void> {
  await profileLine(page, name).click();
  await page.keyboard.press('F2');
  await page.getByRole('dialog').getByLabel('Name').fill(to);
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
}

describe('a disk', () => {
  it('that is full costs nothing: the old profile stays, what was typed stays, and saving works later', async () => {
    const bed = await startGateBed();
    onTestFinished(() => bed.stop());
    const person = onSmallDisk();
    const { page } = await startAppAt(bed, {}, { person });
    const kept = join(person.dataFolder, 'profiles.json');
    const before = readFileSync(kept, 'utf8');
    const giveBack = fillDisk(person);
    await rename(page, 'web', 'a name that does not fit');
    await page.getByRole('dialog').getByRole('alert').filter({ hasText: 'disk is full' }).waitFor();
    expect(readFileSync(kept, 'utf8')).toBe(before);
    giveBack();
    await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
    await profileLine(page, 'a name that does not fit').waitFor();
    expect(readFileSync(kept, 'utf8')).toContain('a name that does not fit');
  });

  it('that is full opens no gate that nobody would remember, and says so', async () => {
    const bed = await startGateBed();
    onTestFinished(() => bed.stop());
    const person = onSmallDisk();
    const { page } = await startAppAt(bed, {}, { person });
    fillDisk(person);
    await connectTo(page, 'web');
    await page.getByText('disk is full').first().waitFor();
    expect(bed.knockd.openings()).toEqual({});
    expect(await bed.rules()).toEqual([]);
  });

  it('that is read-only lets the app start with what is kept, and says why nothing can be saved', async () => {
    const bed = await startGateBed();
    onTestFinished(() => bed.stop());
    const person = onSmallDisk();
    const first = await startAppAt(bed, {}, { person });
    await first.quit();
    execFileSync('mount', ['-o', 'remount,ro', person.dataFolder]);
    const { page } = await startApp({ person });
    await rename(page, 'web', 'another name');
    await page.getByRole('dialog').getByRole('alert').filter({ hasText: 'read-only' }).waitFor();
    await page.getByRole('dialog').getByLabel('Name').waitFor();
  });
});
