import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { type App, quitAll, startApp } from '../e2e/driver/app.ts';
import { acceptHostKey, connectTo, terminal, terminalLines, terminalShows, type } from '../e2e/driver/screen.ts';
import { createPerson, type Person } from '../support/command-line.ts';
import { keepProfiles } from '../support/kept-profiles.ts';
import { startBed } from '../system/bed/bed.ts';
import { doorPair } from '../system/bed/doors.ts';
import { drawSequence } from '../system/bed/ports.ts';
import { waitFor } from '../system/bed/wait.ts';
import { median } from './median.ts';

/** The window over the stand-in: many profiles against few, and how soon Ctrl-C is obeyed. */
const few = 10;
const many = 1000;
const starts = 7;
const keys = 20;
const mostStart = 1.2;
const mostSearch = 2;
const mostCtrlCMs = 200;
const interrupts = 7;

const isGood = [await startsAsFast(), await searchesAsFast(), await obeysCtrlC()];
process.exitCode = isGood.every(Boolean) ? 0 : 1;

async function personWith(count: number): Promise<Person> {
  const person = createPerson();
  const profiles = Array.from({ length: count }, (_, index) => ({
    name: `server-${String(index).padStart(4, '0')}`,
    host: `host-${index}.example.net`,
    group: `group ${index % 20}`,
    user: 'ann',
    knock: { open: '7001,8002,9003', close: '9003,8002,7001' },
  }));
  await keepProfiles(person, profiles);
  return person;
}

/** From the start of the process to a list on the screen, the two by turns. */
async function startsAsFast(): Promise<boolean> {
  const people = [await personWith(few), await personWith(many)];
  const timesMs: number[][] = [[], []];
  for (let round = 0; round <= starts; round += 1) {
    for (const [index, person] of people.entries()) {
      const startedAt = performance.now();
      const app = await startApp({ person, storage: 'basic_text' });
      await app.page.getByRole('treeitem').first().waitFor();
      // The first start of each makes Chromium's own files.
      if (round > 0) timesMs[index]?.push(performance.now() - startedAt);
      await app.quit();
    }
  }
  return compare('start to list', timesMs, mostStart);
}

/** From a key in the search field to the next frame that has been drawn. */
async function searchesAsFast(): Promise<boolean> {
  const timesMs: number[][] = [];
  for (const count of [few, many]) {
    const { page } = await startApp({ person: await personWith(count), storage: 'basic_text' });
    await page.getByRole('treeitem').first().waitFor();
    timesMs.push(await searchKeys(page));
    await quitAll();
  }
  return compare('a search key', timesMs, mostSearch);
}

async function searchKeys(page: Page): Promise<number[]> {
  const field = page.getByRole('combobox', { name: 'Search' });
  await field.focus();
  const timesMs: number[] = [];
  for (let index = 0; index < keys; index += 1) {
    const text = 'server-0'.slice(0, 1 + (index % 8));
    timesMs.push(
      await field.evaluate((element, value) => {
        const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
        return new Promise<number>((resolve) => {
          const startedAt = performance.now();
          setter?.call(element, value);
          element.dispatchEvent(new Event('input', { bubbles: true }));
          // A message after the frame's callbacks comes when style, layout and paint have been done.
          requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => resolve(performance.now() - startedAt);
            channel.port2.postMessage(undefined);
          });
        });
      }, text),
    );
  }
  return timesMs;
}

/** From Ctrl-C in the window to the end of the program at the server, idle and under an output without end. */
async function obeysCtrlC(): Promise<boolean> {
  const [open, close] = [drawSequence(), drawSequence()];
  const bed = await startBed({ doors: doorPair(open, close) });
  try {
    const person = createPerson();
    await keepProfiles(person, [
      {
        name: 'web',
        host: bed.gate.ipv4,
        user: bed.users.key,
        auth: { kind: 'key', path: bed.keys.plain },
        knock: { open, close, delayMs: 20 },
      },
    ]);
    const app = await startApp({ person, storage: 'basic_text' });
    await connectTo(app.page, 'web');
    await acceptHostKey(app.page);
    await terminalShows(app.page, '$');
    const idle: number[] = [];
    const busy: number[] = [];
    for (let round = 0; round < interrupts; round += 1) {
      idle.push(await interruptMs(app, 'sleep 100'));
      busy.push(await interruptMs(app, 'yes portcullis'));
    }
    const extraMs = median(busy) - median(idle);
    console.log(
      `Ctrl-C, median of ${interrupts}: idle ${median(idle).toFixed(0)} ms, under \`yes\` ${median(busy).toFixed(0)} ms: ` +
        `${extraMs.toFixed(0)} ms more (at most ${mostCtrlCMs})`,
    );
    return extraMs <= mostCtrlCMs;
  } finally {
    await quitAll();
    await bed.stop();
  }
}

/** The server's clock is this machine's: the program tells when it was ended. */
async function interruptMs({ page }: App, program: string): Promise<number> {
  await type(page, `clear; (trap 'date +ended-%s%N-; exit' INT; ${program})\n`);
  // The output has to run at full speed before it is interrupted.
  await pause(1500);
  const pressedAtMs = performance.timeOrigin + performance.now();
  await terminal(page).press('Control+c');
  const ended = await waitFor(
    'the end of the program',
    async () => /ended-(\d+)-/.exec((await terminalLines(page)).join('\n'))?.[1],
    { withinMs: 20_000, everyMs: 100 },
  );
  return Number(ended) / 1e6 - pressedAtMs;
}

function compare(what: string, [small = [], large = []]: readonly number[][], most: number): boolean {
  const ratio = median(large) / median(small);
  console.log(
    `${what}, median of ${small.length}: ${few} profiles ${median(small).toFixed(1)} ms, ${many} profiles ` +
      `${median(large).toFixed(1)} ms: ${ratio.toFixed(2)} times (at most ${most})`,
  );
  return ratio <= most;
}
