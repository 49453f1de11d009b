import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { alphabetOf, type Door } from '../../../electron/core/knock/knockd-model.ts';
import { formatSequence, type Knock, sameKnock } from '../../../electron/shared/sequence.ts';
import { sendKnocks } from './send-knocks.ts';

/** A place where one daemon at a time can listen without hearing the others: its ports and its configuration file. */
export interface Slot {
  readonly folder: string;
  readonly number: number;
}

// Below 32768, where the kernel takes the knocks' own ports from: an answer there must not look like a knock.
const firstPort = 10_000;
const portsOfSlot = 16;
const patienceMs = 20_000;

const packetLine = /^\S+ \S+: (tcp|udp): \S+ -> \S+:(\d+) \d+ bytes$/;
const openLine = /^\S+: door(\d+): OPEN SESAME$/;

/**
 * Starts a knockd with these doors on loopback and sends the word.
 * @param doors over the ports 1 to 15, which become the slot's
 * @returns for each knock of the word that is a step of a door, the doors that it opened
 * @throws Error with the daemon's output where it did not capture those knocks and no others
 */
export async function observeKnockd(doors: readonly Door[], word: readonly Knock[], slot: Slot): Promise<number[][]> {
  const placed = (knocks: readonly Knock[]) =>
    knocks.map(({ port, protocol }) => ({ port: firstPort + slot.number * portsOfSlot + port, protocol }));
  const sections = doors.map(
    ({ sequence }, index) =>
      `[door${index}]\nsequence = ${formatSequence(placed(sequence))}\nseq_timeout = 25\ntcpflags = syn\n`,
  );
  const path = join(slot.folder, `${slot.number}.conf`);
  await writeFile(path, `[options]\ninterface = lo\n${sections.join('')}`);
  // A captured packet's line comes before the lines of what it does, so only the line of one more packet shows that
  // the word's last knock has had its effect. Whatever that one opens comes after it and is not looked at.
  const sent = placed([...word, ...(doors[0]?.sequence.slice(0, 1) ?? [])]);
  const alphabet = placed(alphabetOf(doors));
  const heard = sent.filter((knock) => alphabet.some((step) => sameKnock(step, knock)));
  const lines = await linesOfKnockd(path, sent, heard.length);
  const captured = lines.flatMap((line) => packetLine.exec(line)?.slice(1, 3).join() ?? []);
  const expected = heard.map(({ port, protocol }) => `${protocol},${port}`);
  if (captured.join(' ') !== expected.join(' ')) {
    throw new Error(`expected ${expected.join(' ')}, but knockd's capture was:\n${lines.join('\n')}`);
  }
  const opened: number[][] = [];
  for (const line of lines) {
    if (packetLine.test(line)) opened.push([]);
    const door = openLine.exec(line)?.[1];
    if (door !== undefined) opened.at(-1)?.push(Number(door));
  }
  return opened.slice(0, -1);
}

function linesOfKnockd(path: string, sent: readonly Knock[], heard: number): Promise<readonly string[]> {
  // -D prints a line for each captured packet, which is the only sign of one that matches nothing.
  const daemon = spawn('knockd', ['-4', '-v', '-D', '-c', path], { stdio: ['ignore', 'pipe', 'pipe'] });
  return new Promise<readonly string[]>((resolve, reject) => {
    let output = '';
    let isReady = false;
    const fail = (why: string) => reject(new Error(`${why}; knockd wrote:\n${output}`));
    const timer = setTimeout(() => fail(`knockd did not capture ${heard} knocks`), patienceMs);
    const read = (chunk: string) => {
      output += chunk;
      const lines = output.split('\n').slice(0, -1);
      if (!isReady && lines.some((line) => line.startsWith('listening on'))) {
        isReady = true;
        sendKnocks(sent).catch(reject);
      }
      if (lines.filter((line) => packetLine.test(line)).length >= heard) resolve(lines);
    };
    daemon.stdout.setEncoding('utf8').on('data', read);
    daemon.stderr.setEncoding('utf8').on('data', read);
    daemon.once('error', reject);
    daemon.once('close', () => {
      clearTimeout(timer);
      fail('knockd ended by itself');
    });
  }).finally(() => daemon.kill('SIGKILL'));
}
