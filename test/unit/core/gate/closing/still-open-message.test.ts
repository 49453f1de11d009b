import { expect, it } from 'vitest';
import { stillOpenMessage } from '../../../../../electron/core/gate/closing/still-open-message.ts';
import { makeEntry, makeLore, makePlan } from '../../../../support/made-gate.ts';

const entry = makeEntry({ address: '192.0.2.7', openingsSent: 1, closingsSent: 1 });
const plan = { ...makePlan(), host: 'web.example' };

/** What each cause is known by, in the order in which they are said. */
const causes = {
  lost: /the closing was lost/,
  other: /another opening from this address/i,
  wrong: /may not be the server’s|may have been changed/,
  command: /command may fail/,
  unprotected: /may not be protected/,
} as const;

function causesIn(message: string): string[] {
  const placed = Object.entries(causes).map(([id, words]) => ({ id, at: message.search(words) }));
  return placed
    .filter(({ at }) => at >= 0)
    .toSorted((one, other) => one.at - other.at)
    .map(({ id }) => id);
}

it('says what was seen, and each cause in a sentence, the commonest first', () => {
  const message = stillOpenMessage({ plan, entry, lore: undefined, closings: 1 });
  expect(message).toMatch(
    /^The gate at web\.example \(192\.0\.2\.7\) is still open: port 22 answers after the closing\./,
  );
  expect(causesIn(message)).toEqual(['lost', 'other', 'wrong', 'command', 'unprotected']);
  expect(message.split(/\. /)).toHaveLength(6);
});

it('leaves out what cannot be: more closings than the line loses, and others where a person knows of none', () => {
  const after = (closings: number, more = {}) =>
    causesIn(stillOpenMessage({ plan, entry: { ...entry, closingsSent: closings }, lore: makeLore(more), closings }));
  expect(after(8)).toEqual(['other', 'wrong', 'command', 'unprotected']);
  expect(after(8, { attempts: 50, failedAttempts: 27 })).toContain('lost');
  expect(after(8, { sharing: 'no' })).toEqual(['wrong', 'command', 'unprotected']);
});

it('knows a closing that has worked before, and a port that was seen shut', () => {
  const said = (openingsSent: number, more = {}) =>
    stillOpenMessage({ plan, entry: { ...entry, openingsSent }, lore: makeLore(more), closings: 1 });
  expect(said(1)).toContain('not be protected any more');
  expect(said(0)).toContain('not be protected at all');
  expect(said(1)).toContain('may not be the server’s');
  expect(said(1, { shutting: { dialMs: 60, earlyMs: 50, notLaterMs: 60 } })).toContain(
    'changed since this one last worked',
  );
});
