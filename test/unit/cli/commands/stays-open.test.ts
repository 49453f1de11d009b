import { expect, it } from 'vitest';
import { closeAgainWords } from '../../../../electron/cli/commands/stays-open.ts';

it('says how a gate that is still open is shut again, a command to copy a line', () => {
  expect(closeAgainWords({ mayBeShared: false }, 'web.json')).toBe('shut it again with: portcullis close web.json');
  const lines = closeAgainWords({ mayBeShared: true }, 'web.json').split('\n');
  expect(lines.map((line) => line.slice(line.indexOf('portcullis')))).toEqual([
    'portcullis close web.json',
    'portcullis close --mine web.json',
  ]);
});
