import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSessionRecord, seenHappening } from '../../../../../electron/core/gatehouse/sessions/session-record.ts';
import type { SessionView } from '../../../../../electron/shared/views/session-view.ts';

const head = {
  id: 's',
  profileId: 'web',
  name: 'web',
  user: 'ada',
  host: 'gate.example',
  port: 22,
  openingSteps: 3,
  isResumed: false,
};

function startRecord() {
  const told: SessionView[] = [];
  return { told, record: createSessionRecord(head, (view) => void told.push(view)) };
}

describe('the record of a session', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  it('tells of many happenings once in a tick, and of a state at once', () => {
    const { told, record } = startRecord();
    for (let count = 0; count < 50; count += 1) record.happened({ event: 'ready' });
    record.said('Welcome.');
    record.warned('Others can read the key.');
    expect(told).toEqual([]);
    vi.advanceTimersByTime(16);
    expect(told).toMatchObject([{ state: 'opening', banner: 'Welcome.', warnings: ['Others can read the key.'] }]);
    expect(told[0]?.timeline).toHaveLength(50);
    record.happened({ event: 'ready' });
    record.moveTo('live');
    expect(told.map(({ state }) => state)).toEqual(['opening', 'live']);
    vi.advanceTimersByTime(100);
    expect(told).toHaveLength(2);
  });

  it('goes from opening to ended, never back', () => {
    const { told, record } = startRecord();
    for (const state of ['live', 'ending', 'ended'] as const) record.moveTo(state);
    expect(told.map(({ state }) => state)).toEqual(['live', 'ending', 'ended']);
    expect(() => record.moveTo('live')).toThrow('cannot go from ended to live');
  });

  it('says nothing any more once it has ended: another may be in its tab', () => {
    const { told, record } = startRecord();
    for (const state of ['ending', 'ended'] as const) record.moveTo(state);
    record.warned('Too late.');
    vi.advanceTimersByTime(100);
    expect(told.map(({ state }) => state)).toEqual(['ending', 'ended']);
    expect(record.view().warnings).toEqual([]);
  });

  it('is bounded, whatever a server says', () => {
    const { record } = startRecord();
    for (let count = 0; count < 1000; count += 1) {
      record.happened({ event: 'asking', what: 'interactive' });
      record.said('x'.repeat(8000));
      record.warned('careful');
    }
    const { timeline, banner, warnings } = record.view();
    expect([timeline.length, banner?.length, warnings.length]).toEqual([500, 16_000, 20]);
  });
});

describe('a happening', () => {
  it('tells a knock’s number and not its port', () => {
    const sent = { event: 'sent', port: 4711, protocol: 'tcp', purpose: 'open', step: 2, of: 3 } as const;
    expect(seenHappening(sent)).toEqual({ event: 'sent', purpose: 'open', step: 2, of: 3 });
    expect(seenHappening({ event: 'ready' })).toEqual({ event: 'ready' });
  });
});
