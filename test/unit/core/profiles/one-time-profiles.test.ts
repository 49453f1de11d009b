import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gatePlanOf } from '../../../../electron/shared/gate-plan.ts';
import { formatSequence } from '../../../../electron/shared/sequence.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { drawSteps } from '../../../support/made-gate.ts';
import { makeDraft } from '../../../support/made-profile.ts';
import { nextChange, type OpenedLibrary, openLibrary } from './opened-library.ts';

function drawList(count = 4): string[] {
  return Array.from({ length: count }, () => formatSequence(drawSteps()));
}

/** A library with a profile that has a list, and what the profile's list is known by. */
async function startListed(list = drawList()): Promise<OpenedLibrary & { id: string; list: string[]; mark: string }> {
  const opened = await openLibrary();
  const { id } = await opened.library.save(makeDraft({ knock: { sequences: { oneTime: list } } }));
  const { host, port, oneTime } = gatePlanOf(await opened.library.profile(id));
  const mark = await opened.lists.markOf({ host, port, sequences: oneTime?.sequences ?? [] });
  return { ...opened, id, list, mark };
}

const viewOf = ({ library }: Pick<OpenedLibrary, 'library'>, id: string) =>
  library.list().find((view) => view.id === id)?.oneTime;

describe('a profile with one-time sequences', () => {
  it('keeps its list sealed: nothing of it is in the document, and a window is told the count', async () => {
    const { library, store, id, list } = await startListed();
    for (const port of list.join(',').split(','))
      expect(store.text()).not.toMatch(new RegExp(`(?<!\\d)${port}(?!\\d)`));
    expect(viewOf({ library }, id)).toEqual({ count: 4, next: 1 });
    expect(JSON.stringify(library.list())).not.toContain(list[0]?.split(',')[0]);
    expect(await library.reveal(id)).toEqual({ oneTime: list });
  });

  it('stands where the list stands, whoever moved it, also in the next run', async () => {
    const { library, lists, id, mark, folder } = await startListed();
    const changed = nextChange(library);
    await lists.moveTo(mark, 2);
    await changed;
    expect(viewOf({ library }, id)).toEqual({ count: 4, next: 3 });
    expect((await library.profile(id)).knock.oneTimeNext).toBe(3);
    const again = await openLibrary({ folder });
    expect(viewOf(again, id)).toEqual({ count: 4, next: 3 });
    // As another process, of which this one hears nothing.
    await again.lists.moveTo(mark, 3);
    await library.placesMoved();
    expect(viewOf({ library }, id)).toEqual({ count: 4, next: 4 });
  });

  it('is moved by saving, and stays where it is when something else is saved', async () => {
    const { library, lists, id, mark } = await startListed();
    await library.save(makeDraft({ id, name: 'other', knock: { sequences: undefined, oneTimeNext: 4 } }));
    expect([viewOf({ library }, id), await lists.placeOf(mark)]).toEqual([{ count: 4, next: 4 }, 3]);
    await library.save(makeDraft({ id, knock: { sequences: undefined } }));
    expect(viewOf({ library }, id)).toEqual({ count: 4, next: 4 });
    await library.save(makeDraft({ id, knock: { sequences: undefined, oneTimeNext: 2 } }));
    expect(viewOf({ library }, id)).toEqual({ count: 4, next: 2 });
  });

  it('takes its place along to another host name', async () => {
    const { library, lists, id, mark } = await startListed();
    await lists.moveTo(mark, 2);
    await library.save(makeDraft({ id, host: 'other.example', knock: { sequences: undefined } }));
    expect(viewOf({ library }, id)).toEqual({ count: 4, next: 3 });
    expect((await library.profile(id)).host).toBe('other.example');
  });

  it('begins anew with another list, and is none any more with a sequence', async () => {
    const { library, lists, id, mark } = await startListed();
    await lists.moveTo(mark, 2);
    await library.save(makeDraft({ id, knock: { sequences: { oneTime: drawList(2) } } }));
    expect(viewOf({ library }, id)).toEqual({ count: 2, next: 1 });
    await library.save(makeDraft({ id }));
    expect(viewOf({ library }, id)).toBeUndefined();
  });

  it('is none for a gate that lets one connection in', async () => {
    const { library, id, store } = await startListed();
    const before = store.text();
    const failure = await failureOf(
      library.save(makeDraft({ id, knock: { sequences: undefined, gate: 'one-connection' } })),
    );
    expect(failure.code).toBe('profile-invalid');
    expect(store.text()).toBe(before);
  });

  it('goes into a file and back with its place', async () => {
    const { library, lists, id, list, mark, folder } = await startListed();
    await lists.moveTo(mark, 2);
    const path = join(folder, 'once.json');
    await library.exportTo(id, path);
    const other = await openLibrary();
    const preview = await other.library.readImport([{ name: 'once.json', path }]);
    expect(preview.items[0]?.found).toMatchObject({ sequencesLeft: 2 });
    const [imported] = await other.library.importChosen(preview.id, [0]);
    expect(imported?.oneTime).toEqual({ count: 4, next: 3 });
    expect((await other.library.profile(imported?.id ?? '')).knock).toMatchObject({ oneTime: list, oneTimeNext: 3 });
    // What was used here meanwhile stays used.
    await lists.moveTo(mark, 3);
    const again = await library.readImport([{ name: 'once.json', path }]);
    expect((await library.importChosen(again.id, [0]))[0]?.oneTime).toEqual({ count: 4, next: 4 });
  });
});
