import { expect, it } from 'vitest';
import { waysOf } from '../../../../electron/core/ssh/default-ways.ts';

it('a key that is named comes before all else, the others as they are listed', async () => {
  const auth = [
    { kind: 'password' },
    { kind: 'agent' },
    { kind: 'key', path: '/one' },
    { kind: 'keyboard-interactive' },
    { kind: 'key', path: '/two' },
  ] as const;
  const kinds = (await waysOf({ auth: [...auth] }, {})).map((way) => (way.kind === 'key' ? way.path : way.kind));
  expect(kinds).toEqual(['/one', '/two', 'password', 'agent', 'keyboard-interactive']);
});

it('where none is named the agent comes first, and nobody has named any of them', async () => {
  const ways = await waysOf({}, { SSH_AUTH_SOCK: '/agent' });
  expect(ways[0]).toEqual({ kind: 'agent', isUsual: true });
  expect(ways.slice(-2).map(({ kind }) => kind)).toEqual(['keyboard-interactive', 'password']);
  expect(ways.every(({ isUsual }) => isUsual)).toBe(true);
});
