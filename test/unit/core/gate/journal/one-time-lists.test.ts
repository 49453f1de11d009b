import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { oneTimeFolder, openOneTimeLists } from '../../../../../electron/core/gate/journal/one-time-lists.ts';
import { failureOf } from '../../../../support/failure-of.ts';
import { drawSteps, makePorts } from '../../../../support/made-gate.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

function startLists() {
  const folder = temporaryFolder();
  const open = () => openOneTimeLists(folder, makePorts(folder).vault);
  return { folder, open, lists: open() };
}

it('a list stands at its beginning until it is moved, for every process', async () => {
  const { lists, open } = startLists();
  const list = { host: 'gate.example', port: 22, sequences: [drawSteps(), drawSteps()] };
  const mark = await lists.markOf(list);
  expect(await lists.placeOf(mark)).toBe(0);
  const heard: string[] = [];
  const stop = lists.onDidMove((moved) => heard.push(moved));
  await lists.moveTo(mark, 2);
  stop();
  await lists.moveTo(mark, 1);
  expect(heard).toEqual([mark]);
  const other = open();
  expect(await other.placeOf(await other.markOf(list))).toBe(1);
});

it('a list at another gate, and another list, stand for themselves', async () => {
  const { lists } = startLists();
  const list = { host: 'gate.example', port: 22, sequences: [drawSteps(), drawSteps()] };
  const marks = await Promise.all(
    [
      list,
      { ...list, host: 'other.example' },
      { ...list, port: 2222 },
      { ...list, sequences: list.sequences.toReversed() },
    ].map(lists.markOf),
  );
  expect(new Set(marks).size).toBe(4);
});

it('what is written tells nothing of the sequences', async () => {
  const { lists, folder } = startLists();
  const sequences = [drawSteps(), drawSteps()];
  await lists.moveTo(await lists.markOf({ host: 'gate.example', port: 22, sequences }), 1);
  const [file = ''] = readdirSync(oneTimeFolder(folder));
  const text = file + readFileSync(join(oneTimeFolder(folder), file), 'utf8');
  expect(text).toMatch(/^[0-9a-f]{32}\.json\{"version":1,"place":1\}\n$/);
});

it('a damaged place is told, and a person’s word mends it', async () => {
  const { lists, folder } = startLists();
  const mark = await lists.markOf({ host: 'gate.example', port: 22, sequences: [drawSteps()] });
  await lists.moveTo(mark, 1);
  writeFileSync(join(oneTimeFolder(folder), `${mark}.json`), '{"version":1,"place":-1}');
  const failure = await failureOf(lists.placeOf(mark));
  expect(failure.code).toBe('journal-damaged');
  expect(failure.remedy).toContain('begin with #');
  await lists.moveTo(mark, 0);
  expect(await lists.placeOf(mark)).toBe(0);
});
