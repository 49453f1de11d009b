import { expect, test } from 'vitest';
import { createPasteGrants, isPasteKey } from '../../../electron/desktop/paste-key.ts';
import { terminalAction } from '../../../renderer/terminal/terminal-keys.ts';
import { failureOf } from '../../support/failure-of.ts';

test('the main process and the terminal know the same keys', () => {
  for (const platform of ['linux', 'darwin', 'win32'] as const) {
    for (let held = 0; held < 16; held += 1) {
      const [control, shift, alt, meta] = [1, 2, 4, 8].map((bit) => (held & bit) !== 0) as [
        boolean,
        boolean,
        boolean,
        boolean,
      ];
      for (const key of ['v', 'V', 'c', 'Insert']) {
        const press = { key, ctrlKey: control, shiftKey: shift, altKey: alt, metaKey: meta };
        const isPaste = terminalAction(press, platform) === 'paste';
        const said = isPasteKey({ type: 'keyDown', key, control, shift, alt, meta }, platform);
        expect([platform, key, held, said]).toEqual([platform, key, held, isPaste]);
        expect(isPasteKey({ type: 'keyUp', key, control, shift, alt, meta }, platform)).toBe(false);
      }
    }
  }
});

test('a paste lets the clipboard be read once, and soon', async () => {
  let nowMs = 0;
  const grants = createPasteGrants(() => nowMs);
  expect(await failureOf(() => grants.use())).toMatchObject({ code: 'usage' });
  grants.grant();
  grants.use();
  expect(await failureOf(() => grants.use())).toMatchObject({ code: 'usage' });
  grants.grant();
  nowMs = 1001;
  expect(await failureOf(() => grants.use())).toMatchObject({ code: 'usage' });
});
