import { startBed } from '../system/bed/bed.ts';
import { doorPair } from '../system/bed/doors.ts';
import { drawSequence } from '../system/bed/ports.ts';
import { median } from './median.ts';
import { knockThenConnect, type Way, waitForAnswers, withPortcullis } from './ways.ts';

/** Times from the first knock to the SSH banner, side by side: each round measures every way once. */
const rounds = 15;
const goal = 5;

const open = drawSequence();
const close = drawSequence();
const bed = await startBed({ firewall: 'drop', doors: doorPair(open, close) });
const target = { host: bed.gate.ipv4, open };
const ways: readonly Way[] = [
  withPortcullis(target, 20),
  withPortcullis(target, 100),
  knockThenConnect(target, 20),
  waitForAnswers(target, 1000),
];
const keepSessions = '-A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT'.split(' ');
const timesMs = ways.map((): number[] => []);
try {
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, way] of ways.entries()) {
      timesMs[index]?.push((await way.toBanner()).ms ?? Number.POSITIVE_INFINITY);
      // A way that failed leaves rules and half a sequence behind: the next one starts at a fresh daemon.
      await bed.onGate('iptables', '-F', 'INPUT');
      await bed.onGate('iptables', ...keepSessions);
      await bed.knockd.restart();
    }
  }
} finally {
  await bed.stop();
}

const [ours = 0, , stock = 0] = timesMs.map((times) => median(times.filter(Number.isFinite)));
console.log(
  `From the first knock to the SSH banner: three TCP knocks under DROP, knockd, iptables, ${rounds} rounds\n`,
);
console.log('| way | median ms | min | max | failed | times ours |\n|---|---|---|---|---|---|');
for (const [index, { name }] of ways.entries()) {
  const all = timesMs[index] ?? [];
  const times = all.filter(Number.isFinite);
  const figures = [median(times), Math.min(...times), Math.max(...times)].map((ms) => ms.toFixed(0));
  const failed = `${all.length - times.length} of ${all.length}`;
  console.log(`| ${name} | ${figures.join(' | ')} | ${failed} | ${(median(times) / ours).toFixed(1)} |`);
}
const ratio = stock / ours;
console.log(`\n\`knock\` and one connect takes ${ratio.toFixed(1)} times as long as ours; the goal is ${goal}.`);
process.exitCode = ratio >= goal ? 0 : 1;
