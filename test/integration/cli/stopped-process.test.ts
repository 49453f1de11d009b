import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { PracticeEvent } from '../../../electron/core/practice/practice-event.ts';
import { formatSequence } from '../../../electron/shared/sequence.ts';
import {
  createPerson,
  type Person,
  portcullis,
  type Running,
  startPortcullis,
  writeProfile,
} from '../../support/command-line.ts';
import { mustNotLeak } from '../../support/leftovers.ts';
import { startWatchedGate } from '../practice/visitor.ts';

/** A gate of the test's own, whose knocks leave time to stop a process in between. */
async function startSlowGate(person: Person, seqTimeoutS = 10) {
  const { gate, events } = await startWatchedGate({ seqTimeoutS });
  for (const steps of [gate.opening, gate.closing]) mustNotLeak({ ports: steps.map(({ port }) => port) });
  mustNotLeak({ text: gate.password });
  const knock = {
    open: formatSequence(gate.opening),
    close: formatSequence(gate.closing),
    delayMs: 400,
    seqTimeoutS,
  };
  const { host } = gate.profile;
  const profile = writeProfile(person, 'slow', {
    host,
    port: gate.port,
    user: gate.user,
    knock,
    auth: { kind: 'password' },
  });
  const count = (kind: PracticeEvent['event']) => events.filter(({ event }) => event === kind).length;
  return { gate, profile, count };
}

/** Starts a command and stops its process as soon as it says so. */
async function startAndStop(person: Person, args: readonly string[], when: RegExp): Promise<Running> {
  const running = startPortcullis(person, args);
  onTestFinished(() => void running.child.kill('SIGKILL'));
  await running.wrote(when);
  process.kill(running.pid, 'SIGSTOP');
  return running;
}

function goOn({ pid, done }: Running) {
  process.kill(pid, 'SIGCONT');
  return done;
}

/** The waiting lines in which anybody stands, or that were left. */
function linesIn({ dataFolder }: Person): readonly string[] {
  return readdirSync(join(dataFolder, 'queue'));
}

describe.skipIf(process.platform === 'win32')(
  'a process that is stopped between two knocks',
  { timeout: 60_000 },
  () => {
    it('is named to those who wait, passed over after 2 s, and begins anew when it goes on', async () => {
      const person = createPerson();
      const { gate, profile, count } = await startSlowGate(person);
      const stopped = await startAndStop(person, ['open', profile], /^knock 1 of 3$/m);
      const next = await portcullis(person, ['open', profile]);
      expect(next.stderr).toMatch(
        new RegExp(
          `waiting: Portcullis process ${stopped.pid} has been opening a gate at this host since \\d\\d:\\d\\d:\\d\\d; it is stopped`,
        ),
      );
      expect([next.status, gate.isOpen()]).toEqual([0, true]);
      const after = await goOn(stopped);
      expect(after.stderr).toMatch(/was stopped between two knocks[\s\S]*open already/);
      expect([after.status, count('gate-opened')]).toEqual([0, 1]);
      // Whether it could be seen shut by then is another question: dials are counted.
      await portcullis(person, ['close', profile]);
      expect([gate.isOpen(), count('gate-shut'), linesIn(person)]).toEqual([false, 1, []]);
    });

    it('of a closing keeps no other one from shutting the gate', async () => {
      const person = createPerson();
      const { gate, profile, count } = await startSlowGate(person);
      await portcullis(person, ['open', profile]);
      const stopped = await startAndStop(person, ['close', profile], /^closing knock 1 of 3$/m);
      const next = await portcullis(person, ['close', profile]);
      expect(next.stderr).toContain(`process ${stopped.pid} has been shutting a gate at this host`);
      expect([next.status, gate.isOpen()]).toEqual([0, false]);
      expect([(await goOn(stopped)).status, count('gate-shut')]).toEqual([0, 1]);
      expect(linesIn(person)).toEqual([]);
    });

    it('drops what it had begun, though nobody waits', async () => {
      const person = createPerson();
      const { gate, profile, count } = await startSlowGate(person);
      const stopped = await startAndStop(person, ['open', profile], /^knock 1 of 3$/m);
      await pause(1500);
      const after = await goOn(stopped);
      expect(after.stderr).toMatch(/was stopped between two knocks/);
      expect(after.stderr).not.toMatch(/still shut/);
      expect([after.status, gate.isOpen(), count('gate-opened')]).toEqual([0, true, 1]);
    });

    it('of knocks without a gate sends them all again: the daemon has forgotten the first', async () => {
      const person = createPerson();
      const { gate } = await startSlowGate(person, 1);
      const steps = formatSequence(gate.opening).split(' ');
      const order = ['knock', '-v', '-d', '200', gate.address, ...steps];
      const running = startPortcullis(person, order);
      onTestFinished(() => void running.child.kill('SIGKILL'));
      await new Promise((resolve) => running.child.stdout?.once('data', resolve));
      process.kill(running.pid, 'SIGSTOP');
      await pause(2500);
      expect((await goOn(running)).status).toBe(0);
      await expect.poll(() => gate.isOpen()).toBe(true);
    });
  },
);
