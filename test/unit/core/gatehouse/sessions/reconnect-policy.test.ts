import { describe, expect, it } from 'vitest';
import {
  pauseBeforeTry,
  type ReconnectSeries,
  seriesAfter,
} from '../../../../../electron/core/gatehouse/sessions/reconnect-policy.ts';
import type { FailureCode } from '../../../../../electron/shared/failure.ts';
import type { SessionEnd, TimelineEntry } from '../../../../../electron/shared/views/session-view.ts';

const nowMs = 1_000_000_000;
const ready: TimelineEntry = { atMs: 200, event: 'ready' };
const asking: TimelineEntry = { atMs: 100, event: 'asking', what: 'password' };
const series: ReconnectSeries = { lostAtMs: nowMs - 20_000, tries: 3, hasNetworkChanged: false };

function next(
  code: FailureCode,
  before?: ReconnectSeries,
  timeline: readonly TimelineEntry[] = [],
  livedMs = 60_000,
): ReconnectSeries | undefined {
  const end: SessionEnd = { kind: 'failed', failure: { code, message: 'No.' } };
  return seriesAfter({ startedAtMs: nowMs - livedMs, timeline, end }, before, nowMs);
}

describe('a series of tries', () => {
  it('begins with a connection that was lost under a terminal, and with nothing else', () => {
    const begun = { lostAtMs: nowMs, tries: 0, hasNetworkChanged: false };
    expect(next('connection-lost', undefined, [ready])).toEqual(begun);
    // Its login may have asked: that was answered.
    expect(next('connection-lost', undefined, [asking, ready])).toEqual(begun);
    expect(next('connection-lost')).toBeUndefined();
    expect(next('local-network')).toBeUndefined();
    expect(next('gate-stayed-shut')).toBeUndefined();
  });

  it.each([{ kind: 'exited', exitCode: 0 }, { kind: 'by-person' }, { kind: 'cancelled' }] as const)(
    'does not begin, and ends, with a session that was $kind',
    (end) => {
      const ended = { startedAtMs: nowMs - 60_000, timeline: [ready], end };
      expect(seriesAfter(ended, undefined, nowMs)).toBeUndefined();
      expect(seriesAfter(ended, series, nowMs)).toBeUndefined();
    },
  );

  it('goes on over a network that is not there', () => {
    for (const code of ['local-network', 'name-unknown'] as const) {
      expect(next(code, series)).toEqual({ ...series, hasNetworkChanged: true });
    }
    expect(next('connection-lost', series)).toEqual(series);
  });

  it('goes on over a gate that stayed shut only where the network is another one', () => {
    expect(next('gate-stayed-shut', series)).toBeUndefined();
    const moved = { ...series, hasNetworkChanged: true };
    expect(next('gate-stayed-shut', moved)).toEqual(moved);
  });

  it.each([
    'login-refused',
    'host-key-changed',
    'host-key-unknown',
    'login-timeout',
    'key-unusable',
    'shell-refused',
    'internal',
  ] as const)('ends with %s', (code) => {
    expect(next(code, { ...series, hasNetworkChanged: true })).toBeUndefined();
  });

  it('ends with a try that asked the person something', () => {
    expect(next('connection-lost', series, [asking])).toBeUndefined();
  });

  it('does not begin afresh with a server that hangs up right after the login', () => {
    expect(next('connection-lost', series, [ready], 2000)).toEqual(series);
    expect(next('connection-lost', series, [ready], 60_000)).toMatchObject({ tries: 0, lostAtMs: nowMs });
  });
});

describe('the pause before a try', () => {
  it('grows, and ends after five minutes', () => {
    const pauses: number[] = [];
    let atMs = 0;
    for (let tries = 0; ; tries += 1) {
      const pauseMs = pauseBeforeTry({ lostAtMs: 0, tries, hasNetworkChanged: false }, atMs);
      if (pauseMs === undefined) break;
      pauses.push(pauseMs);
      atMs += pauseMs;
    }
    expect(pauses.slice(0, 6)).toEqual([1000, 2000, 5000, 10_000, 30_000, 30_000]);
    expect(atMs).toBeGreaterThan(270_000);
    expect(atMs).toBeLessThanOrEqual(300_000);
  });
});
