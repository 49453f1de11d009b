import { expect, test } from 'vitest';
import { paneShape } from '../../../../renderer/sessions/session-shape.ts';
import { madeSession, opened } from './made-session.ts';

const ready = { atMs: 131, event: 'ready' } as const;
const failed = (code: 'login-refused' | 'shell-refused' | 'connection-lost' | 'host-key-changed') =>
  ({ kind: 'failed', failure: { code, message: 'No.' } }) as const;

test('a session that got its shell keeps its terminal to the end', () => {
  expect(paneShape(madeSession({ state: 'live', timeline: [opened, ready] }))).toBe('terminal');
  expect(paneShape(madeSession({ state: 'ending', timeline: [opened, ready] }))).toBe('terminal');
  const lost = madeSession({ state: 'ended', timeline: [opened, ready], end: failed('connection-lost') });
  expect(paneShape(lost)).toBe('terminal');
});

test('one that did not is diagnosed', () => {
  expect(paneShape(madeSession({ timeline: [opened] }))).toBe('connecting');
  expect(paneShape(madeSession({ state: 'ended', timeline: [opened], end: failed('login-refused') }))).toBe(
    'diagnosis',
  );
  const shell = madeSession({ state: 'ended', timeline: [opened, ready], end: failed('shell-refused') });
  expect(paneShape(shell)).toBe('diagnosis');
});

test('one that was begun in place of a lost one keeps the text in sight, but for the alarm of a host key', () => {
  const resumed = { isResumed: true, timeline: [] };
  expect(paneShape(madeSession({ ...resumed, state: 'opening' }))).toBe('terminal');
  expect(paneShape(madeSession({ ...resumed, state: 'ended', end: failed('login-refused') }))).toBe('terminal');
  expect(paneShape(madeSession({ ...resumed, state: 'ended', end: failed('host-key-changed') }))).toBe('diagnosis');
});
