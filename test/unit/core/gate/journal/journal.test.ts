import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openJournal } from '../../../../../electron/core/gate/journal/journal.ts';
import { thisProcess } from '../../../../../electron/core/gate/journal/process-mark.ts';
import { createKeyFileVault } from '../../../../../electron/core/secrets/key-file-vault.ts';
import { formatSequence } from '../../../../../electron/shared/sequence.ts';
import { failureOf } from '../../../../support/failure-of.ts';
import { keepLeftover } from '../../../../support/leftovers.ts';
import { makeEntry, makeHolder, makePlan } from '../../../../support/made-gate.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

function freshJournal() {
  const folder = temporaryFolder();
  const vault = createKeyFileVault(join(folder, 'key'));
  return { folder, vault, gates: join(folder, 'gates'), journal: openJournal(folder, vault) };
}

describe('the journal', () => {
  it('gives back what was written, and what another process wrote', async () => {
    const { folder, journal } = freshJournal();
    const entry = makeEntry({ phase: 'open', worker: thisProcess(), openedAtMs: 5, holders: [makeHolder('hand')] });
    await journal.write(entry);
    expect(await journal.read(entry.id)).toEqual(entry);
    const again = openJournal(folder, createKeyFileVault(join(folder, 'key')));
    expect(await again.readAll()).toEqual({ entries: [entry], movedAside: [] });
  });

  it('has nothing where nothing was written, and forgets what is removed', async () => {
    const { journal } = freshJournal();
    const entry = makeEntry();
    expect(await journal.readAll()).toEqual({ entries: [], movedAside: [] });
    expect(await journal.read(entry.id)).toBeUndefined();
    await journal.write(entry);
    await journal.remove(entry.id);
    await journal.remove(entry.id);
    expect(await journal.read(entry.id)).toBeUndefined();
  });

  it('gives the entries at some addresses, those too that another process has written since', async () => {
    const { folder, journal } = freshJournal();
    const other = openJournal(folder, createKeyFileVault(join(folder, 'key')));
    const entries = ['192.0.2.1', '192.0.2.2', '192.0.2.3'].map((address) => makeEntry({ address }));
    for (const entry of entries) await journal.write(entry);
    expect(await journal.readAt(['192.0.2.2', '192.0.2.9'])).toEqual([entries[1]]);
    const later = makeEntry({ address: '192.0.2.2' });
    await other.write(later);
    await other.write({ ...(entries[1] ?? later), openingsSent: 1 });
    await other.remove(entries[0]?.id ?? '');
    const found = await journal.readAt(['192.0.2.2', '192.0.2.1']);
    expect(found).toHaveLength(2);
    expect(found).toEqual(expect.arrayContaining([later, { ...entries[1], openingsSent: 1 }]));
  });

  it('reads no entry of another address a second time', async () => {
    const { gates, journal } = freshJournal();
    const [here, there] = [makeEntry({ address: '192.0.2.1' }), makeEntry({ address: '192.0.2.2' })];
    for (const entry of [here, there]) await journal.write(entry);
    await journal.readAll();
    // Read it would be moved aside.
    writeFileSync(join(gates, `${there.id}.json`), 'nonsense');
    expect(await journal.readAt(['192.0.2.1'])).toEqual([here]);
    expect(readdirSync(gates).sort()).toEqual([here.id, there.id].sort().map((id) => `${id}.json`));
  });

  it.skipIf(process.platform === 'win32')('is for nobody else to read', async () => {
    const { gates, journal } = freshJournal();
    const entry = makeEntry();
    await journal.write(entry);
    expect(statSync(gates).mode & 0o777).toBe(0o700);
    expect(statSync(join(gates, `${entry.id}.json`)).mode & 0o777).toBe(0o600);
    expect(readdirSync(gates)).toEqual([`${entry.id}.json`]);
  });

  it('seals the sequences: no file has them in clear, and they come back', async () => {
    const { folder, journal } = freshJournal();
    const plan = makePlan({ udpPayload: Uint8Array.of(1, 2, 255), closing: undefined, opensForS: 30 });
    const clear = makeEntry();
    const entry = { ...clear, sealedPlan: await journal.sealPlan(plan, clear) };
    await journal.write(entry);
    const opened = await journal.unsealPlan(entry);
    expect({ ...opened, udpPayload: [...opened.udpPayload] }).toEqual({ ...plan, udpPayload: [1, 2, 255] });
    const ports = new RegExp(plan.opening.map(({ port }) => `\\b${port}\\b`).join('|'));
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
    expect(files).toHaveLength(2);
    for (const file of files) expect(readFileSync(join(file.parentPath, file.name), 'latin1')).not.toMatch(ports);
    keepLeftover(folder);
  });

  it('reads a plan that an earlier version has sealed, with what is usual for what it did not know', async () => {
    const { journal, vault } = freshJournal();
    const { shared, dials, shutWhen, shutDelayS, ...plan } = makePlan();
    const texts = { opening: formatSequence(plan.opening), closing: undefined, udpPayload: 'AA==' };
    const sealedPlan = await vault.seal(JSON.stringify({ ...plan, ...texts }));
    const usual = { shared: false, dials: 'usual', shutWhen: 'last-session', shutDelayS: 60 };
    expect(await journal.unsealPlan(makeEntry({ sealedPlan }))).toMatchObject({ ...usual, opening: plan.opening });
  });
});

describe('an entry that cannot be read', () => {
  const id = 'ab'.repeat(16);

  it.each([
    ['no JSON', '{"version": 1'],
    ['empty', ''],
    ['of a later version', JSON.stringify({ ...makeEntry({ id }), version: 3 })],
    ['with a field that is not known', JSON.stringify({ ...makeEntry({ id }), more: 1 })],
    ['of another gate', JSON.stringify(makeEntry())],
    ['with a count below zero', JSON.stringify({ ...makeEntry({ id }), openingsSent: -1 })],
  ])('(%s) is moved aside with its content, and told once', async (_, content) => {
    const { gates, journal } = freshJournal();
    mkdirSync(gates);
    writeFileSync(join(gates, `${id}.json`), content);
    const good = makeEntry();
    await journal.write(good);
    expect(await journal.readAll()).toEqual({ entries: [good], movedAside: [join(gates, `${id}.json`)] });
    const [aside = ''] = readdirSync(gates).filter((name) => name.includes('damaged'));
    expect(aside).toContain(id);
    expect(readFileSync(join(gates, aside), 'utf8')).toBe(content);
    expect(await journal.readAll()).toEqual({ entries: [good], movedAside: [] });
  });

  it('is none, where it is asked for alone', async () => {
    const { gates, journal } = freshJournal();
    mkdirSync(gates);
    writeFileSync(join(gates, `${id}.json`), 'nonsense');
    expect(await journal.read(id)).toBeUndefined();
    expect(readdirSync(gates)).toHaveLength(1);
  });
});

describe('a journal whose folder cannot be used', () => {
  it('says so and names the file', async () => {
    const { gates, journal } = freshJournal();
    writeFileSync(gates, 'a file where the folder should be');
    for (const work of [() => journal.readAll(), () => journal.write(makeEntry()), () => journal.read('a')]) {
      const failure = await failureOf(work);
      expect(failure.code).toBe('data-folder-unusable');
      expect(failure.message).toContain(gates);
      expect(failure.remedy).toContain('PORTCULLIS_HOME');
    }
  });
});
