import { expect, it } from 'vitest';
import { usageOn } from '../../../electron/cli/usage.ts';

it.each([
  ['linux', '~/.local/state/portcullis'],
  ['darwin', '~/Library/Application Support/Portcullis'],
  ['win32', String.raw`%LOCALAPPDATA%\Portcullis Data`],
] as const)('help on %s names the data folder as it is there', (platform, folder) => {
  expect(usageOn(platform)).toContain(`noted in ${folder} (or PORTCULLIS_HOME)`);
});
