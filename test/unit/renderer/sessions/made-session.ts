import type { SessionView, TimelineEntry } from '../../../../electron/shared/views/session-view.ts';

/** A session as the app tells it, three knocks at web-1. */
export function madeSession(over: Partial<SessionView> = {}): SessionView {
  return {
    id: 's1',
    profileId: 'p1',
    name: 'web-1',
    user: 'deploy',
    host: 'web-1.example.net',
    port: 22,
    state: 'opening',
    startedAtMs: Date.UTC(2026, 0, 2, 3, 4, 5),
    openingSteps: 3,
    timeline: [],
    banner: undefined,
    warnings: [],
    end: undefined,
    ending: undefined,
    isResumed: false,
    reconnectAtMs: undefined,
    ...over,
  };
}

export const resolved: TimelineEntry = {
  atMs: 3,
  event: 'resolved',
  host: 'web-1.example.net',
  address: '203.0.113.7',
  family: 4,
};

export function knock(atMs: number, step: number, purpose: 'open' | 'close' | 'flush' = 'open'): TimelineEntry {
  return { atMs, event: 'sent', purpose, step, of: 3 };
}

export function dial(atMs: number): TimelineEntry {
  return { atMs, event: 'dialled', address: '203.0.113.7', port: 22 };
}

export const opened: TimelineEntry = { atMs: 74, event: 'open', address: '203.0.113.7', port: 22, found: false };

/** Of a way with one jump host. */
export function leg(number: number, name: string, doing: 'opening' | 'closing' = 'opening'): TimelineEntry {
  return { atMs: 1, event: 'leg', name, host: `${name}.example.net`, leg: number, of: 2, doing };
}
