import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { median } from '../bench/median.ts';
import { proof } from '../support/proof.ts';
import { randomOf } from '../support/random.ts';
import { drawText, heaviest } from './heavy-output/heavy-texts.ts';
import { openTerminalPage, type TerminalPage } from './heavy-output/terminal-page.ts';

const { seed, size, found } = proof('heavy-output', {
  sample: 20,
  whole: 10_000,
  unit: 'drawn texts, the heaviest first',
});
const random = randomOf(seed);
const texts = [...heaviest, ...Array.from({ length: Math.max(0, size - heaviest.length) }, () => drawText(random))];

const plain = 'The quick brown fox jumps over the lazy dog, and so on till the end.\r\n';
const bytes = 65_536;
const mostTimes = 20;
const mostTurns = 10_000;
/** A machine that does something else for a moment makes one measurement long, not three. */
const measurements = 3;

describe('a text that a server writes', () => {
  let terminal: TerminalPage;
  beforeAll(async () => {
    terminal = await openTerminalPage();
  });
  afterAll(() => terminal.close());

  it(`costs no more than ${mostTurns} turns of loops`, async () => {
    const turns = new Map<string, number>();
    for (const text of texts) turns.set(text, await terminal.turnsOf(text));
    expect([...turns].filter(([, count]) => count > mostTurns)).toEqual([]);
    found(`at most ${Math.max(...turns.values())} turns`);
  }, 900_000);

  it(`makes the page work no more than ${mostTimes} times as long as as many plain bytes`, async () => {
    // A page that was just opened compiles.
    for (let round = 0; round < 10; round += 1) await terminal.workMs(plain, 4 * bytes);
    const times: number[] = [];
    const tooLong: string[] = [];
    let plainMs = Number.NaN;
    for (const [index, text] of texts.entries()) {
      if (index % 25 === 0) plainMs = await plainNow();
      let least = Number.POSITIVE_INFINITY;
      for (let tries = 0; tries < measurements && least > mostTimes; tries += 1) {
        if (tries > 0) plainMs = await plainNow();
        least = Math.min(least, (await terminal.workMs(text, bytes)) / plainMs);
      }
      times.push(least);
      if (least > mostTimes) tooLong.push(`${JSON.stringify(text)} ${least.toFixed(1)}`);
    }
    expect(tooLong).toEqual([]);
    found(`at most ${Math.max(...times).toFixed(1)} times as long, ${median(times).toFixed(2)} in the median`);
  }, 3_600_000);

  it('shows what xterm.js as it comes shows, where people write it', async () => {
    const everyday = randomOf(seed);
    const counts = ['', '1', '2', '5', '23', '24', '30'];
    const differences: string[] = [];
    for (let round = 0; round < 100; round += 1) {
      const text = Array.from({ length: 12 }, () => drawEveryday(everyday, counts)).join('');
      const difference = await terminal.differs(text);
      if (difference !== undefined) differences.push(`${JSON.stringify(text)} ${difference}`);
    }
    expect(differences.slice(0, 3)).toEqual([]);
  });

  it('erases below a line that shows progress at the end of the screen, however often', async () => {
    const lines = Array.from({ length: 5000 }, (_, index) => `\r\u001b[J${'x'.repeat((index * 7) % 40)}`);
    expect(await terminal.differs(`\u001b[999H${lines.join('')}`)).toBeUndefined();
  });

  it('leaves nobody on the other screen, however often they go there at once', async () => {
    expect(await terminal.differs('\u001b[?1049h\u001b[?1049l$ a command\r\n'.repeat(200))).toBeUndefined();
  });

  async function plainNow(): Promise<number> {
    return median([
      await terminal.workMs(plain, bytes),
      await terminal.workMs(plain, bytes),
      await terminal.workMs(plain, bytes),
    ]);
  }
});

/** Sequences that editors and pagers write, where the terminal goes other ways than xterm.js. */
function drawEveryday({ of, below }: ReturnType<typeof randomOf>, counts: readonly string[]): string {
  const row = 1 + Math.floor(below(24));
  return of([
    () => `\u001b[${of(counts)}${of(['S', 'T', 'L', 'M', 'b', 'I', 'Z'])}`,
    () => `\u001b[${row};${1 + Math.floor(below(80))}H`,
    () => `\u001b[${1 + Math.floor(below(10))};${11 + Math.floor(below(14))}r`,
    () => '\u001b[r',
    () => '\u001bM',
    () => 'some words and a\u0301 👩‍👧 mark ',
    () => 'x'.repeat(100),
    () => '\r\n\n\n',
    () => `\u001b[4${1 + Math.floor(below(7))}m`,
    () => '\u001b[?1049h',
    () => '\u001b[?1049l',
    () => '\u001b[J',
  ])();
}
