import { describe, expect, it } from 'vitest';
import { clockTime } from '../../../electron/shared/clock-time.ts';
import type { Rehearsal, SeenOfServer } from '../../../electron/shared/rehearsal.ts';
import { rehearsalVerdict } from '../../../electron/shared/rehearsal-verdict.ts';
import { atMs, before, opening } from '../../support/made-rehearsal.ts';

const closing = { kind: 'shut', atMs } as const;
const unsaid = { kind: 'left', why: 'no-closing', atMs } as const;
const said = { kind: 'left', why: 'closes-itself', atMs } as const;
const failed = { kind: 'failed', code: 'gate-stayed-shut', message: 'It stayed shut.', remedy: 'Look.', atMs } as const;

describe('the verdict', () => {
  it.each([
    ['The gate works', true, { before, opening, closing }],
    ['The gate works', true, { before, opening, closing: { kind: 'left', why: 'one-connection', atMs } }],
    ['The gate is in use', undefined, { before: { kind: 'held', sessions: 1, byHand: false, atMs } }],
    ['The gate is in use', undefined, { before, opening, closing: { kind: 'held', sessions: 1, byHand: false, atMs } }],
    [
      'The gate opens, and was not yet seen shut',
      undefined,
      { before, opening, closing: { kind: 'awaited', why: 'dial-count', lookAtMs: atMs, message: 'm', atMs } },
    ],
    ['The gate is open before any knock', false, { before: { kind: 'open', atMs } }],
    ['The gate is open before any knock', false, { before: { kind: 'open', mayBeOurs: true, atMs } }],
    [
      `The gate is open until ${clockTime(60_000)}`,
      undefined,
      { before: { kind: 'runs-out', shutsAtMs: 60_000, atMs } },
    ],
    [
      'The gate shuts by itself, and the profile does not say so',
      false,
      { before, opening, closing: { ...unsaid, seen: { kind: 'shuts-itself', fromS: 5, toS: 10 } } },
    ],
    [
      'The gate works',
      true,
      { before, opening, closing: { ...said, seen: { kind: 'shuts-itself', fromS: 5, toS: 10 } } },
    ],
    [
      'The gate lets one connection in, and the profile does not say so',
      false,
      { before, opening, closing: { ...unsaid, seen: { kind: 'lets-one-in' } } },
    ],
    [
      'The gate opens, and its firewall counts connections',
      false,
      { before, opening, closing: { ...unsaid, seen: { kind: 'counts-connections', connections: 4 } } },
    ],
    [
      'The gate opens, and nothing shuts it',
      false,
      { before, opening, closing: { ...unsaid, seen: { kind: 'stays-open', forS: 60 } } },
    ],
    [
      'The gate opens, and was not yet seen shut',
      undefined,
      { before, opening, closing: { ...said, seen: { kind: 'stays-open', forS: 60 } } },
    ],
    [
      'The gate opens, and was not yet seen shut',
      undefined,
      { before, opening, closing: { ...unsaid, seen: { kind: 'stays-open', forS: 0, isCutShort: true } } },
    ],
    ['The gate could not be rehearsed', false, { before: failed }],
    ['The gate stays shut', false, { before, opening: failed }],
    ['The gate opens, and stays open', false, { before, opening, closing: { kind: 'open', message: 'm', atMs } }],
    [
      'The gate opens, and nothing shuts it',
      false,
      { before, opening, closing: { kind: 'left', why: 'no-closing', atMs } },
    ],
    [
      'The gate opens, and the server hangs up',
      false,
      { before, opening: { ...opening, greeting: undefined, isSsh: false, hasEnded: true }, closing },
    ],
    [
      'The gate opens, and the server says nothing',
      false,
      { before, opening: { ...opening, greeting: undefined, isSsh: false }, closing },
    ],
    ['The gate opens, and no SSH server answers', false, { before, opening: { ...opening, isSsh: false }, closing }],
  ] as readonly (readonly [string, boolean | undefined, Rehearsal])[])('%s', (title, isGood, rehearsal) => {
    expect(rehearsalVerdict(rehearsal)).toMatchObject({ title, isGood });
  });

  it('names the line for the profile', () => {
    const text = (closing: NonNullable<Rehearsal['closing']>) => rehearsalVerdict({ before, opening, closing })?.text;
    const shut = { kind: 'shuts-itself', fromS: 5, toS: 10 } as const;
    expect(text({ ...unsaid, seen: shut })).toContain('"gate": "timed", "opensForS": 10');
    expect(text({ ...said, seen: shut })).toContain('"opensForS": 10');
    expect(text({ ...unsaid, seen: { kind: 'lets-one-in' } })).toContain('"gate": "one-connection"');
    expect(text(unsaid)).toContain('"gate": "timed", "opensForS": …');
    // The window says where the editor has it.
    const proposes = (seen: SeenOfServer) =>
      rehearsalVerdict({ before, opening, closing: { ...unsaid, seen } })?.proposes;
    expect(proposes(shut)).toBe('timed');
    expect(proposes({ kind: 'lets-one-in' })).toBe('one-connection');
    expect(proposes({ kind: 'counts-connections', connections: 4 })).toBe('few');
  });

  it('tells what a failure said, and what to do', () => {
    expect(rehearsalVerdict({ before, opening: failed })?.text).toContain('It stayed shut. Look.');
  });

  it('lets nobody go before all is good', () => {
    expect(rehearsalVerdict({ before, opening, closing })?.advice).toContain('end your other session');
    expect(rehearsalVerdict({ before, opening: failed })?.advice).toBeUndefined();
  });

  it('is none for a rehearsal that was broken off', () => {
    expect(rehearsalVerdict({ before })).toBeUndefined();
    expect(rehearsalVerdict({ before, closing })).toBeUndefined();
  });
});
