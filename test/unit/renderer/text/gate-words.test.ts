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
    expect(gateSentences(gate(given), nowMs)).toEqual(sentences);
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
