import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { refuseLinkedFolders } from '../../../../electron/core/files/refuse-linked-folders.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

it('a folder of the data folder that is a link is refused by its name', async () => {
  const [folder, elsewhere] = [temporaryFolder(), temporaryFolder()];
  symlinkSync(elsewhere, join(folder, 'gates'));
  const failure = await failureOf(() => refuseLinkedFolders(folder));
  expect(failure).toMatchObject({ code: 'data-folder-unusable' });
  expect(failure.message).toContain(join(folder, 'gates'));
  expect(failure.message).toContain('is a link');
});

it('nothing else is: the data folder itself may be reached by a link, and a link for a file is told where it is read', () => {
  const [folder, holder] = [temporaryFolder(), temporaryFolder()];
  mkdirSync(join(folder, 'gates'));
  writeFileSync(join(folder, 'file'), '');
  symlinkSync(join(folder, 'file'), join(folder, 'known_hosts'));
  symlinkSync(join(folder, 'nothing'), join(folder, 'dangling'));
  symlinkSync('circle', join(folder, 'circle'));
  symlinkSync(folder, join(holder, 'data'));
  refuseLinkedFolders(join(holder, 'data'));
  refuseLinkedFolders(join(holder, 'absent'));
});
