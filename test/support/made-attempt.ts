import type { AttemptFacts } from '../../electron/shared/diagnosis/attempt-facts.ts';
import type { TimelineEntry } from '../../electron/shared/views/session-view.ts';

/** A gate of knockd, three TCP steps 100 ms apart, by IPv4. */
export function makeFacts(more: Partial<AttemptFacts> = {}): AttemptFacts {
  return {
    host: 'web-1.example.net',
    port: 22,
    kind: 'knockd',
    steps: 3,
    protocols: ['tcp'],
    durationMs: 200,
    seqTimeoutS: 25,
    family: 'auto',
    opensForS: undefined,
    dials: 'usual',
    isOneTime: false,
    via: undefined,
    ...more,
  };
}

/** What of a try differs from the usual: silence, 100 ms apart, one after another. */
interface TryOptions {
  readonly atMs?: number;
  readonly apartMs?: number;
  readonly answers?: readonly string[];
  readonly address?: string;
}

/** Three knocks, ten dials, and what they heard. */
export function madeTry(options: TryOptions = {}): readonly TimelineEntry[] {
  const { atMs = 100, apartMs = 100, answers = ['silence'], address = '203.0.113.7' } = options;
  const dialsAtMs = atMs + 2 * apartMs + 2;
  return [
    ...[1, 2, 3].map((step): TimelineEntry => {
      return { atMs: atMs + (step - 1) * apartMs, event: 'sent', purpose: 'open', step, of: 3 };
    }),
    ...Array.from({ length: 10 }, (_, index): TimelineEntry => {
      return { atMs: dialsAtMs + index * 100, event: 'dialled', address, port: 22 };
    }),
    ...answers.map((answer, index) => heard('dials', answer, dialsAtMs + 1001 + index)),
  ];
}

export function heard(to: 'look' | 'dials' | 'other-family', answer: string, atMs = 83): TimelineEntry {
  return { atMs, event: 'heard', to, answer };
}

export function resolvedTo(address = '203.0.113.7', family: 4 | 6 = 4): TimelineEntry {
  return { atMs: 3, event: 'resolved', host: 'web-1.example.net', address, family };
}

export const openedGate: Extract<TimelineEntry, { readonly event: 'open' }> = {
  atMs: 400,
  event: 'open',
  address: '203.0.113.7',
  port: 22,
  found: false,
};

export function failure(
  code: Extract<TimelineEntry, { readonly event: 'failed' }>['code'],
  more: { readonly atMs?: number; readonly systemCode?: string } = {},
): TimelineEntry {
  return { atMs: 1500, event: 'failed', code, message: 'It failed.', ...more };
}
