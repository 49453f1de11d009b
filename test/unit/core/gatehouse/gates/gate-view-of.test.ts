import { describe, expect, it } from 'vitest';
import type { KnownGate } from '../../../../../electron/core/gate/state/known-gates.ts';
import {
  beginningOf,
  type OperationKind,
  progressAfter,
} from '../../../../../electron/core/gatehouse/gates/gate-operation.ts';
import { type GateEvidence, gateViewOf } from '../../../../../electron/core/gatehouse/gates/gate-view-of.ts';
import type { AttemptHappening, KnockPurpose } from '../../../../../electron/shared/timeline.ts';

const known: KnownGate = {
  id: '0'.repeat(32),
  profileMark: 'mark',
  host: 'gate.example',
  port: 22,
  state: 'open',
  openedAtMs: 1000,
  sessions: 1,
  isHeldByHand: false,
  shuts: undefined,
  runsOutAtMs: undefined,
  way: { address: '203.0.113.7', family: 4, localAddress: '192.168.1.5' },
  left: undefined,
  awaits: undefined,
};
const sent = (purpose: KnockPurpose, step: number): AttemptHappening => ({
  event: 'sent',
  port: 4001,
  protocol: 'tcp',
  purpose,
  step,
  of: 4,
});
const open = (found: boolean): AttemptHappening => ({ event: 'open', address: '192.0.2.1', port: 22, found });
const dialled: AttemptHappening = { event: 'dialled', address: '192.0.2.1', port: 22 };
const failed: AttemptHappening = { event: 'failed', code: 'gate-stayed-shut', message: 'It did not open.' };

const progressOf = (what: OperationKind, ...happenings: AttemptHappening[]) =>
  happenings.reduce(progressAfter, beginningOf(what));
const view = (evidence: Partial<GateEvidence>) =>
  gateViewOf('web', { operations: [], known: [], trouble: undefined, ...evidence });

describe('a gate at which this app works', () => {
  it.each([
    ['before the first knock', progressOf('session'), { state: 'shut' }],
    ['at the second of four knocks', progressOf('session', sent('open', 2)), { state: 'knocking', progress: 0.5 }],
    ['while half an attempt is flushed', progressOf('session', sent('flush', 1)), { state: 'knocking', progress: 0 }],
    ['when it is dialled', progressOf('session', sent('open', 4), dialled), { state: 'dialling' }],
    ['when it answers', progressOf('session', dialled, open(false)), { state: 'open', sessions: 1, isFound: false }],
    ['opened by hand', progressOf('hand', dialled, open(false)), { state: 'open', sessions: 0, isHeldByHand: true }],
    ['found open', progressOf('session', open(true)), { state: 'open', isFound: true }],
    ['when nobody answers', progressOf('session', dialled, failed), { state: 'shut' }],
    [
      'when its closing is flushed',
      progressOf('session', open(false), sent('flush', 1)),
      { state: 'closing', progress: 0 },
    ],
    [
      'at the first closing knock',
      progressOf('session', open(false), sent('close', 1)),
      { state: 'closing', progress: 0.25 },
    ],
    ['when a closing fails', progressOf('closing', sent('close', 4), failed), { state: 'closing' }],
  ] as const)('%s', (_, operation, seen) => {
    expect(view({ operations: [operation] })).toMatchObject(seen);
  });

  it('is closing when one closes and another lives', () => {
    const noted = { ...progressOf('session', open(false)), stage: 'noted' } as const;
    const operations = [noted, progressOf('closing', sent('close', 2))];
    expect(view({ operations, known: [known] })).toMatchObject({ state: 'closing', progress: 0.5, sessions: 1 });
  });

  it('and which the journal has no more is not open because a session lives', () => {
    const noted = { ...progressOf('session', open(false)), stage: 'noted' } as const;
    expect(view({ operations: [noted] })).toMatchObject({ state: 'shut' });
  });
});

describe('a gate of the journal', () => {
  it.each([
    ['held by a session', {}, { state: 'open', sessions: 1, openedAtMs: 1000, message: undefined }],
    ['held by a hand', { sessions: 0, isHeldByHand: true }, { state: 'open', isHeldByHand: true }],
    [
      'open after its closing',
      { sessions: 0 },
      { state: 'open', message: 'The gate is still open after its closing.' },
    ],
    ['unknown', { state: 'unknown', sessions: 0 }, { state: 'unknown', message: expect.any(String) }],
    ['at which another process knocks', { state: 'knocking', sessions: 0 }, { state: 'knocking', progress: 0 }],
    ['at which another process closes', { state: 'closing' }, { state: 'closing' }],
    [
      'that was closed and is looked at once more',
      { state: 'unknown', sessions: 0, awaits: { why: 'few-dials', atMs: 5000 } },
      { state: 'unknown', message: expect.stringContaining('looked at again at') },
    ],
    [
      'that was seen shut though an opening may still come',
      { state: 'shut', sessions: 0, awaits: { why: 'late-opening', atMs: 5000 } },
      { state: 'shut', message: undefined },
    ],
    ['that has shut itself', { state: 'shut', isHeldByHand: true }, { state: 'shut', isHeldByHand: false }],
  ] as const)('%s', (_, gate, seen) => {
    expect(view({ known: [{ ...known, ...gate }] })).toMatchObject(seen);
  });

  it('under two addresses is one gate', () => {
    const other = { ...known, sessions: 2, isHeldByHand: true };
    expect(view({ known: [{ ...known, state: 'shut', sessions: 0 }, known, other] })).toMatchObject({
      state: 'open',
      sessions: 3,
      isHeldByHand: true,
    });
  });
});

describe('trouble', () => {
  const trouble = { state: 'unknown', message: 'Nobody can say.' } as const;

  it('is shown, also where the journal has it in other words', () => {
    expect(view({ trouble })).toMatchObject(trouble);
    expect(view({ trouble, known: [{ ...known, sessions: 0, state: 'unknown' }] })).toMatchObject(trouble);
  });

  it('names the address that a gate was opened for, where this computer has another one', () => {
    const left = { ...known, sessions: 0, state: 'unknown', left: 'elsewhere' } as const;
    const { message } = view({ known: [left] });
    expect(message).toContain('192.168.1.5');
    expect(message).toContain('from here it cannot be shut');
  });

  it('gives way to what is going on', () => {
    expect(view({ trouble, known: [known] })).toMatchObject({ state: 'open', message: undefined });
    expect(view({ trouble, operations: [progressOf('session', sent('open', 1))] }).state).toBe('knocking');
  });
});

describe('a gate that shuts although nobody shuts it now', () => {
  const byDelay = { atMs: 9000, by: 'delay' } as const;
  const byServer = { atMs: 9000, by: 'server' } as const;
  it.each([
    ['after a delay', [{ ...known, sessions: 0, shuts: byDelay }], undefined, { state: 'open', shuts: byDelay }],
    [
      'by its server, held',
      [{ ...known, shuts: byServer }],
      undefined,
      { state: 'open', sessions: 1, shuts: byServer },
    ],
    [
      'by its server, left',
      [{ ...known, sessions: 0, shuts: byServer }],
      undefined,
      { state: 'open', message: undefined },
    ],
    [
      'by its server, after a closing that had no effect',
      [{ ...known, sessions: 0, shuts: byServer }],
      { state: 'open', message: 'Still open.' },
      { state: 'open', message: 'Still open.', shuts: byServer },
    ],
    ['and has', [{ ...known, state: 'shut', shuts: byServer }], undefined, { state: 'shut', shuts: undefined }],
  ] as const)('%s', (_, gates, trouble, seen) => {
    expect(view({ known: gates, trouble })).toMatchObject(seen);
  });
});
