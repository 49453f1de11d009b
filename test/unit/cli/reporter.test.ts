import { describe, expect, it } from 'vitest';
import { createJsonReporter, createTextReporter, type Reporter } from '../../../electron/cli/reporter.ts';
import { Failure } from '../../../electron/shared/failure.ts';
import { makePlan } from '../../support/made-gate.ts';

const failure = new Failure('login-refused', 'No «entry»\u2028today.', { remedy: 'Ask.' });

/** An attempt from its beginning to its end, with a secret port. */
function tellAll(reporter: Reporter): void {
  reporter.happened({ event: 'resolved', host: 'gate.example', address: '192.0.2.1', family: 4 });
  reporter.noticed({ kind: 'queued', pid: 4711, isOwn: false, sinceMs: undefined, isStopped: false, doing: 'opening' });
  for (const purpose of ['flush', 'open', 'close'] as const) {
    reporter.happened({ event: 'sent', port: 47_111, protocol: 'udp', purpose, step: 1, of: 1 });
  }
  reporter.happened({ event: 'dialled', address: '192.0.2.1', port: 22 });
  reporter.noticed({ kind: 'retrying' });
  reporter.noticed({ kind: 'waiting-out', seconds: 7 });
  reporter.happened({ event: 'open', address: '192.0.2.1', port: 22, found: false });
  const key = { event: 'key', kind: 'ED25519', fingerprint: 'SHA256:abc', from: '/id' } as const;
  reporter.happened({ ...key, isTaken: false });
  reporter.happened({ event: 'ready' });
  reporter.say('a line\nand another');
  reporter.happened({ event: 'ended', exitCode: 0 });
  reporter.happened({ event: 'shut' });
  reporter.tell({ kind: 'shut' });
}

function written(make: (write: (text: string) => void) => Reporter, tell: (reporter: Reporter) => void): string {
  let text = '';
  tell(
    make((part) => {
      text += part;
    }),
  );
  return text;
}

describe('JSON', () => {
  it('is one event a line, whose times never run backwards', () => {
    const lines = written(createJsonReporter, tellAll).trimEnd().split('\n');
    const events = lines.map((line) => JSON.parse(line) as { atMs: number; event: string });
    expect(events.map(({ event }) => event)).toEqual([
      ...['resolved', 'notice', 'sent', 'sent', 'sent', 'dialled', 'notice', 'notice'],
      ...['open', 'key', 'ready', 'notice', 'ended', 'shut'],
    ]);
    const times = events.map(({ atMs }) => atMs);
    expect(times).toEqual([...times].sort((one, other) => one - other));
    expect(times.every((time) => time >= 0 && time < 5000)).toBe(true);
  });

  it('tells failures with their codes, and what became of the gate where the timeline does not', () => {
    const text = written(createJsonReporter, (reporter) => {
      reporter.fail(failure);
      reporter.tell({ kind: 'held', sessions: 2, byHand: true });
      reporter.tell({ kind: 'left', why: 'found-open' });
    });
    const events = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(events).toMatchObject([
      { event: 'failed', code: 'login-refused', message: failure.message, remedy: 'Ask.' },
      { event: 'notice', ending: { kind: 'held', sessions: 2, byHand: true } },
      { event: 'notice', ending: { kind: 'left', why: 'found-open' } },
    ]);
  });
});

describe('text', () => {
  const talkative = (write: (text: string) => void) => createTextReporter(write, false);
  const quiet = (write: (text: string) => void) => createTextReporter(write, true);

  it('names no port that was knocked', () => {
    const text = written(talkative, tellAll);
    expect(text).not.toContain('47111');
    expect(text.split('\n').map((line) => line.replace(/\d+ ms/, 'N ms'))).toEqual([
      'gate.example is 192.0.2.1',
      'waiting: Portcullis process 4711 is opening a gate at this host',
      'knock 1 of 1',
      'closing knock 1 of 1',
      'still shut: knocking once more',
      'waiting 7 s until the daemon has forgotten half a sequence (Ctrl-C cancels)',
      'the gate is open, N ms after the first knock',
      'key ED25519 SHA256:abc (/id) refused',
      'logged in',
      'a line',
      'and another',
      'the gate is shut',
      '',
    ]);
  });

  it('without good news keeps warnings, failures and long waits', () => {
    const text = written(quiet, (reporter) => {
      tellAll(reporter);
      reporter.happened({ event: 'failed', code: 'gate-still-open', message: 'Still open.' });
      reporter.fail(failure);
    });
    const wait = 'waiting 7 s until the daemon has forgotten half a sequence (Ctrl-C cancels)';
    expect(text).toBe(
      `${wait}\na line\nand another\nportcullis: Still open.\nportcullis: ${failure.message}\n  Ask.\n`,
    );
  });

  it('without good news too says why nothing happens for a minute, and what changes from now on', () => {
    const text = written(quiet, (reporter) => {
      reporter.noticed({ kind: 'holding-back', seconds: 60 });
      reporter.noticed({ kind: 'counts-dials' });
    });
    expect(text).toMatch(/^waiting 60 s: .*\nthe firewall there seems to count new connections.*\n$/);
  });

  it('says of a look that is put off who looks', () => {
    const message = 'It was closed, and is looked at again at 14:02:10.';
    const ending = { kind: 'awaited', why: 'few-dials', lookAtMs: 0, message } as const;
    for (const kind of [talkative, quiet]) {
      // After a session, and after an opening that was cancelled.
      for (const tell of [
        (reporter: Reporter) => reporter.tell(ending),
        (reporter: Reporter) => reporter.noticed({ kind: 'let-go', ending }),
      ])
        expect(written(kind, tell)).toBe(`${message} (The app looks then, or your next command.)\n`);
    }
  });

  it.each([
    [{ kind: 'held', sessions: 1, byHand: false }, 'the gate stays open: held by 1 other session'],
    [{ kind: 'held', sessions: 2, byHand: true }, 'the gate stays open: held by 2 other sessions and your hand'],
    [{ kind: 'held', sessions: 0, byHand: true }, 'the gate stays open: held by your hand'],
    [{ kind: 'held', sessions: 0, byHand: false }, 'the gate stays open: held by the delay after an earlier session'],
    [{ kind: 'left', why: 'found-open' }, 'the gate was open before, and is left as it was found'],
    [{ kind: 'left', why: 'closes-itself' }, 'the server shuts the gate by itself'],
  ] as const)('says what became of the gate: %o', (ending, words) => {
    expect(written(talkative, (reporter) => reporter.tell(ending))).toBe(`${words}\n`);
  });

  it.each([
    [
      { kind: 'delayed', delayS: 60, shutsAtMs: 0 },
      'the gate stays open for 60 s more, and is shut then (Ctrl-C shuts it at once)',
    ],
    [{ kind: 'by-hand' }, 'the gate stays open until you shut it'],
  ] as const)('says without good news too that a gate stays open: %o', (ending, words) => {
    for (const kind of [talkative, quiet]) {
      expect(written(kind, (reporter) => reporter.tell(ending))).toBe(`${words}\n`);
    }
    expect(written(createJsonReporter, (reporter) => reporter.tell(ending))).toContain(ending.kind);
  });

  it('says that a gate was open already', () => {
    const open = { event: 'open', address: '192.0.2.1', port: 22, found: true } as const;
    expect(written(talkative, (reporter) => reporter.happened(open))).toBe('the gate is open already\n');
  });
});

describe('a gate that stayed shut', () => {
  const stayedShut = new Failure('gate-stayed-shut', 'It did not open.', { remedy: 'Check.' });
  const tellShut = (reporter: Reporter) => {
    const plan = makePlan({ host: 'gate.example' });
    reporter.begin(plan);
    reporter.happened({ event: 'resolved', host: 'gate.example', address: '127.0.0.1', family: 4 });
    reporter.happened({ event: 'heard', to: 'look', answer: 'silence' });
    for (const [index, { port, protocol }] of plan.opening.entries()) {
      reporter.happened({ event: 'sent', port, protocol, purpose: 'open', step: index + 1, of: 3 });
    }
    reporter.happened({ event: 'dialled', address: '127.0.0.1', port: 22 });
    reporter.happened({ event: 'heard', to: 'dials', answer: 'silence' });
    reporter.fail(stayedShut);
    return plan;
  };

  it('is told with its class and its causes in JSON', () => {
    const events = written(createJsonReporter, tellShut).trimEnd().split('\n');
    const failed = JSON.parse(events.at(-1) ?? '') as object;
    expect(failed).toMatchObject({ event: 'failed', code: 'gate-stayed-shut', observed: 'silence' });
    expect(failed).toHaveProperty('causes.0.id', 'wrong-sequence');
  });

  it('is told in words with its causes and what the server should show, and without a port of the sequence', () => {
    let plan: ReturnType<typeof makePlan> | undefined;
    const text = written(
      (write) => createTextReporter(write, true),
      (reporter) => {
        plan = tellShut(reporter);
      },
    );
    expect(text).toMatch(/^portcullis: It did not open\.\n {2}Seen: Port 22 of 127\.0\.0\.1 stayed silent/);
    for (const part of ['\n  1. ', 'Stage 3', 'OPEN SESAME', 'tcpdump -ni any']) expect(text).toContain(part);
    expect(text).not.toContain('Check.');
    for (const { port } of plan?.opening ?? []) expect(text).not.toContain(String(port));
  });

  it('is not explained once more when its shutting fails', () => {
    const text = written(
      (write) => createTextReporter(write, true),
      (reporter) => {
        tellShut(reporter);
        reporter.happened({ event: 'failed', code: 'gate-state-unknown', message: 'Nobody knows.' });
      },
    );
    expect(text.match(/Likely causes/g)).toHaveLength(1);
  });
});
