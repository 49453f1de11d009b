// A process of its own that takes turns: argv is the folder, a file to write in, how often, and what to do in a turn.
import { appendFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { takeTurn } from '../../electron/core/gate/journal/turns.ts';

const [folder = '', log = '', times = '1', then = 'work'] = process.argv.slice(2);
const occupied = `${log}.occupied`;

for (let turn = 0; turn < Number(times); turn += 1) {
  const taken = await takeTurn(folder, { onWaiting: () => void process.stdout.write('waiting\n') });
  if (then === 'hold') {
    process.stdout.write('holding\n');
    await delay(60_000);
  }
  const isAlone = !existsSync(occupied);
  writeFileSync(occupied, String(process.pid));
  // Long enough for another process to come in between, if it can.
  await delay(1);
  appendFileSync(log, `${process.pid} ${isAlone ? 'alone' : 'overlap'}\n`);
  rmSync(occupied, { force: true });
  await taken.end();
}
