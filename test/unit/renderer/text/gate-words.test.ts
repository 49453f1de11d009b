import { describe, expect, it } from 'vitest';
import type { GateView } from '../../../../electron/shared/views/gate-view.ts';
import { gateAnnouncement, gateSentences } from '../../../../renderer/text/gate-words.ts';
import { gateView } from '../../../support/gate-view.ts';

const gate = (given: Partial<GateView>) => gateView({ openedAtMs: 1000, sessions: 1, ...given });

const nowMs = 1000 + 12 * 60_000;

describe('a gate in words', () => {
  it.each([
    [{ sessions: 2 }, ['gate open 12 min', '2 sessions', 'shuts with the last']],
    [{}, ['gate open 12 min', '1 session', 'shuts with the session']],
    [{ sessions: 0, isHeldByHand: true }, ['gate open 12 min', 'held by hand', 'stays open until you shut it']],
    [{ isFound: true }, ['gate open 12 min', '1 session', 'was open before, stays as found']],
    [{ openedAtMs: nowMs + 5000 }, ['gate open 0 s', '1 session', 'shuts with the session']],
    [{ state: 'closing' }, ['shutting the gate']],
    [{ sessions: 0, message: 'Still open.' }, ['gate open 12 min', 'Still open.']],
    [{ state: 'failed', message: 'Nobody listens.' }, ['opening failed', 'Nobody listens.']],
    [{ state: 'unknown', message: 'Nobody answers.' }, ['gate may be open', 'Nobody answers.']],
  ] as const)('%j', (given, sentences) => {
    expect(gateSentences(gate(given), nowMs, { end: 'shut' })).toEqual(sentences);
  });

  it.each([
    [{ shuts: { atMs: nowMs + 41_200, by: 'delay' } }, 'shuts in 42 s'],
    [{ shuts: { atMs: nowMs + 41_200, by: 'server' }, sessions: 1 }, 'shuts by itself in 42 s'],
    [{ shuts: { atMs: nowMs + 200_000, by: 'server' } }, 'shuts by itself in 4 min'],
    [{ shuts: { atMs: nowMs - 10, by: 'delay' } }, 'shuts in 0 s'],
    [{ shuts: { atMs: nowMs + 9, by: 'server' }, isHeldByHand: true }, 'shuts by itself in 1 s'],
  ] as const)('counts down: %j', (given, last) => {
    expect(gateSentences(gate({ sessions: 0, ...given }), nowMs, { end: 'shut' }).at(-1)).toBe(last);
  });

  it.each([
    [{ end: 'delayed', delayS: 60 }, 'shuts 60 s after the session', 'shuts 60 s after the last'],
    [{ end: 'by-hand' }, 'stays open until you shut it', 'stays open until you shut it'],
    [{ end: 'left', why: 'closes-itself' }, 'shuts by itself', 'shuts by itself'],
    [{ end: 'left', why: 'no-closing' }, 'stays as the server leaves it', 'stays as the server leaves it'],
  ] as const)('says what the end of the last session brings: %j', (policy, one, several) => {
    expect(gateSentences(gate({}), nowMs, policy).at(-1)).toBe(one);
    expect(gateSentences(gate({ sessions: 2 }), nowMs, policy).at(-1)).toBe(several);
  });
});

describe('the announcement of a gate', () => {
  it('is for opening, shutting and trouble', () => {
    expect(gateAnnouncement('web', 'dialling', 'open')).toBe('web: gate open');
    expect(gateAnnouncement('web', 'closing', 'shut')).toBe('web: gate shut');
    expect(gateAnnouncement('web', 'closing', 'unknown')).toContain('may be open');
  });

  it('is not for what is on its way, nor for what was so', () => {
    expect(gateAnnouncement('web', 'shut', 'knocking')).toBeUndefined();
    expect(gateAnnouncement('web', 'open', 'open')).toBeUndefined();
    expect(gateAnnouncement('web', undefined, 'shut')).toBeUndefined();
  });
});
