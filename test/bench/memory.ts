import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { formatSequence } from '../../electron/shared/sequence.ts';
import { quitAll, startApp } from '../e2e/driver/app.ts';
import { addProfile, typedFor } from '../e2e/driver/editor.ts';
import { type OwnGate, startGate } from '../e2e/driver/gate.ts';
import { acceptHostKey, answerSecret, connectTo, terminalShows, type } from '../e2e/driver/screen.ts';
import { createPerson, startPortcullis, writeProfile } from '../support/command-line.ts';

/**
 * How often a password that was used lies in a process's memory, freed memory included: JavaScript's texts cannot be overwritten, and
 * what nobody refers to any more stays until its place is used again.
 */
const laterMs = 10_000;
/** So much is searched at a time. */
const chunkBytes = 16 * 1024 * 1024;

const gate = await startGate();
try {
  console.log('| process | when | copies of the password in its memory |\n| --- | --- | --- |');
  await commandLine(gate);
  await app(gate);
} finally {
  await quitAll();
  await gate.stop();
}

async function commandLine({ profile: { host }, port, user, opening, closing, password }: OwnGate): Promise<void> {
  const person = createPerson();
  const profile = writeProfile(person, 'memory', {
    ...{ host, port, user, auth: { kind: 'password' } },
    knock: { open: formatSequence(opening), close: formatSequence(closing), delayMs: 20 },
  });
  const args = ['connect', profile, '--accept-new', '--secrets-fd', '3', '--json'];
  const running = startPortcullis(person, args, { input: 'open', secrets: [password] });
  await running.happened('ready');
  tell('command line', 'logged in', running.pid, password);
  await pause(laterMs);
  tell('command line', '10 s later, the session lives', running.pid, password);
  running.child.kill('SIGTERM');
  await running.done;
}

async function app(own: OwnGate): Promise<void> {
  const { page, electron } = await startApp();
  const pid = electron.process().pid ?? 0;
  await addProfile(page, typedFor(own, 'own gate'));
  await connectTo(page, 'own gate');
  await acceptHostKey(page);
  await answerSecret(page, 'Password', own.password);
  await terminalShows(page, 'guest@practice');
  tell('app, main process', 'logged in', pid, own.password);
  await type(page, 'exit\n');
  await page.getByRole('region', { name: 'Session over' }).getByText('The gate is shut.').waitFor();
  await pause(laterMs);
  tell('app, main process', '10 s after the session', pid, own.password);
}

function tell(name: string, when: string, pid: number, secret: string): void {
  console.log(`| ${name} | ${when} | ${copiesIn(pid, secret)} |`);
}

/** Counts a text in all memory that a process of ours may write to, one byte a character (V8's Latin-1) and two. */
function copiesIn(pid: number, text: string): number {
  const forms = [Buffer.from(text, 'latin1'), Buffer.from(text, 'utf16le')];
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  let copies = 0;
  for (const [, from = '', to = ''] of readFileSync(`/proc/${pid}/maps`, 'utf8').matchAll(/^(\w+)-(\w+) rw/gm)) {
    const [start, end] = [Number.parseInt(from, 16), Number.parseInt(to, 16)];
    copies += copiesBetween(memory, start, end, forms);
  }
  closeSync(memory);
  return copies;
}

function copiesBetween(memory: number, start: number, end: number, forms: readonly Buffer[]): number {
  let copies = 0;
  const chunk = Buffer.alloc(Math.min(chunkBytes, end - start));
  for (let at = start; at < end; at += chunk.length) {
    let length: number;
    try {
      length = readSync(memory, chunk, 0, Math.min(chunk.length, end - at), at);
    } catch {
      // Some of it is reserved, and there is nothing.
      continue;
    }
    for (const form of forms)
      for (let found = chunk.indexOf(form); found >= 0 && found < length; found = chunk.indexOf(form, found + 1))
        copies += 1;
  }
  return copies;
}
