import { describe, expect, it } from 'vitest';
import { createJsonReporter, createTextReporter, type Reporter } from '../../../electron/cli/reporter.ts';
import { Failure } from '../../../electron/shared/failure.ts';

const failure = new Failure('login-refused', 'No «entry»\u2028today.', { remedy: 'Ask.' });

/** An attempt from its beginning to its end, with a secret port. */
function tellAll(reporter: Reporter): void {
  reporter.happened({ event: 'resolved', host: 'gate.example', address: '192.0.2.1', family: 4 });
  reporter.noticed({ kind: 'queued' });
  for (const purpose of ['flush', 'open', 'close'] as const) {
    reporter.happened({ event: 'sent', port: 47_111, protocol: 'udp', purpose, step: 1, of: 1 });
  }
  reporter.happened({ event: 'dialled', address: '192.0.2.1', port: 22 });
  reporter.noticed({ kind: 'retrying' });
  reporter.noticed({ kind: 'waiting-out', seconds: 7 });
  reporter.happened({ event: 'open', address: '192.0.2.1', port: 22, found: false });
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
      ...['open', 'ready', 'notice', 'ended', 'shut'],
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
      'waiting: another Portcullis is knocking at this host',
      'knock 1 of 1',
      'closing knock 1 of 1',
      'nobody answers: knocking once more',
      'waiting 7 s until the daemon has forgotten half a sequence (Ctrl-C cancels)',
      'the gate is open, N ms after the first knock',
      'logged in',
      'a line',
      'and another',
      'the gate is shut',
      '',
    ]);
  });

  it('without good news keeps warnings and failures', () => {
    const text = written(quiet, (reporter) => {
      tellAll(reporter);
      reporter.happened({ event: 'failed', code: 'gate-still-open', message: 'Still open.' });
      reporter.fail(failure);
    });
    expect(text).toBe(`a line\nand another\nportcullis: Still open.\nportcullis: ${failure.message}\n  Ask.\n`);
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
