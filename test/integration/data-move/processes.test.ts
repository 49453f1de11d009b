import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { settleDataFolder } from '../../../electron/core/data-move/settle-data-folder.ts';
import {
  createFormerInstall,
  type FormerInstall,
  filesIn,
  leftIn,
  ownFiles,
  ownIn,
  strangers,
} from '../../support/former-install.ts';
import { proof } from '../../support/proof.ts';
import { randomOf } from '../../support/random.ts';
import { settleApart } from '../../support/settling.ts';

const { seed, size: kills, found } = proof('data-move', { sample: 10, whole: 200, unit: 'kills' });

function expectMoved(install: FormerInstall): void {
  expect(ownIn(install.folder)).toEqual(ownFiles);
  expect(leftIn(install.former)).toEqual([]);
  expect(filesIn(install.former)).toMatchObject(strangers);
  expect(readdirSync(install.local).sort()).toEqual(['Portcullis', 'Portcullis Data']);
}

describe('a move of the data', () => {
  it('is made by one of several processes that start at once, and the others find it', async () => {
    const install = createFormerInstall();
    const all = await Promise.all(Array.from({ length: 4 }, () => settleApart(install)));
    for (const settled of all) expect(settled).toMatchObject({ folder: install.folder, notices: [] });
    expectMoved(install);
  }, 120_000);

  it(
    'that is killed anywhere has everything in one place, and the next start goes on',
    async () => {
      const random = randomOf(seed);
      const { operations = 0 } = (await settleApart(createFormerInstall())) ?? {};
      expect(operations).toBeGreaterThan(80);
      // Copying takes most of them: every other kill falls into the last part, where the old files go.
      const firstOf = (kill: number) => (kill % 2 === 0 ? Math.floor(operations * 0.75) : 0);
      const seen = { before: 0, after: 0 };
      for (let kill = 1; kill <= kills; kill += 1) {
        const install = createFormerInstall();
        const killBefore = 1 + firstOf(kill) + Math.floor(random.below(operations - firstOf(kill)));
        const where = `killed before operation ${killBefore} of ${operations}`;
        expect(await settleApart(install, { killBefore }), where).toBeUndefined();
        const isMoved = readdirSync(install.local).includes('Portcullis Data');
        seen[isMoved ? 'after' : 'before'] += 1;
        // The place that counts is whole at every moment.
        if (isMoved) expect(ownIn(install.folder), where).toEqual(ownFiles);
        else expect(filesIn(install.former), where).toMatchObject(ownFiles);
        const settled = settleDataFolder(install.environment, 'win32');
        expect(settled, where).toEqual({ folder: install.folder, notices: [] });
        expectMoved(install);
      }
      found(`${seen.before} killed before the rename, ${seen.after} after it, nothing lost`);
    },
    20_000 + kills * 10_000,
  );
});
