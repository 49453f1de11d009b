import { expect, test } from 'vitest';
import { tabOrdinals } from '../../../../renderer/sessions/tab-ordinals.ts';

test('tabs that share a profile are numbered from the second on', () => {
  const tabs = ['web', 'db', 'web', 'web'].map((profileId, index) => ({ id: `s${index}`, profileId }));
  expect([...tabOrdinals(tabs).values()]).toEqual([undefined, undefined, 2, 3]);
});
