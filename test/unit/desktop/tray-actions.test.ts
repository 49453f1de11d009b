import { expect, test } from 'vitest';
import type { Gatehouse } from '../../../electron/core/gatehouse/gatehouse.ts';
import { createTrayActions } from '../../../electron/desktop/tray-actions.ts';
import { Failure } from '../../../electron/shared/failure.ts';

function traying(gatehouse: object) {
  const done: unknown[] = [];
  const actions = createTrayActions({
    gatehouse: gatehouse as Gatehouse,
    show: () => void done.push('show'),
    send: (command) => void done.push(command),
    tell: (title, body) => void done.push([title, body]),
    quit: () => void done.push('quit'),
  });
  return { actions, done };
}

/** What was begun has failed by then, and been told. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('knock and connect starts a session, and brings its tab before the person', () => {
  const { actions, done } = traying({ startSession: (profileId: string) => ({ id: `session of ${profileId}` }) });
  actions.connect('web');
  expect(done).toEqual(['show', { name: 'show-session', id: 'session of web' }]);
});

test('a session that cannot start is told, and brings no window', () => {
  const { actions, done } = traying({
    startSession: () => {
      throw new Failure('profile-unreadable', 'There is no such profile.');
    },
  });
  actions.connect('web');
  expect(done).toEqual([['The session did not start', 'There is no such profile.']]);
});

test('a gate that fails is told, since nobody may be looking at the window', async () => {
  const fail = () => Promise.reject(new Failure('gate-stayed-shut', 'The gate stayed shut.'));
  const { actions, done } = traying({ openGate: fail, closeGate: fail, closeAll: fail });
  actions.openGate('web');
  actions.closeGate('web');
  actions.closeAll();
  await settled();
  expect(done).toEqual([
    ['The gate did not open', 'The gate stayed shut.'],
    ['The gate was not shut', 'The gate stayed shut.'],
    ['Not every gate was shut', 'The gate stayed shut.'],
  ]);
});

test('what a person has cancelled is no news', async () => {
  const { actions, done } = traying({ openGate: () => Promise.reject(new Failure('cancelled', 'Cancelled.')) });
  actions.openGate('web');
  await settled();
  expect(done).toEqual([]);
});
