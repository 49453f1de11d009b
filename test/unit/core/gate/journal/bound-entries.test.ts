import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GateRecord } from '../../../../../electron/core/gate/journal/gate-record.ts';
import { type JournalEntry, openJournal } from '../../../../../electron/core/gate/journal/journal.ts';
import type { Vault } from '../../../../../electron/core/ports.ts';
import { createKeyFileVault } from '../../../../../electron/core/secrets/key-file-vault.ts';
import { formatSequence } from '../../../../../electron/shared/sequence.ts';
import { makeEntry, makePlan } from '../../../../support/made-gate.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

/** A journal in which one entry is written, sealed with what it says in clear. */
async function withEntry() {
  const folder = temporaryFolder();
  const vault = createKeyFileVault(join(folder, 'key'));
  const journal = openJournal(folder, vault);
  const clear = makeEntry({ phase: 'open', openingsSent: 1, openingsSeen: 1, openedAtMs: 5 });
  const plan = makePlan();
  const entry = { ...clear, sealedPlan: await journal.sealPlan(plan, clear) };
  await journal.write(entry);
  const path = join(folder, 'gates', `${entry.id}.json`);
  return { folder, vault, journal, plan, entry, path };
}

function change(path: string, more: Partial<JournalEntry>): void {
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), ...more }));
}

describe('what an entry says in clear', () => {
  it('is bound to its sealed plan, and the rest may change', async () => {
    const { folder, vault, journal, entry } = await withEntry();
    const changed: JournalEntry = { ...entry, phase: 'failed', closingsSent: 3, profileMark: 'other', holders: [] };
    await journal.write(changed);
    expect(await openJournal(folder, vault).readAll()).toEqual({ entries: [changed], movedAside: [] });
  });

  it.each([
    { address: '192.0.2.66' },
    { port: 23 },
    { host: 'elsewhere.example' },
    { localAddress: '192.0.2.5' },
    { address: '::1', family: 6 },
  ] as const)('%o, changed, makes it no entry: it is moved aside, told, and nobody knocks there', async (more) => {
    const { folder, vault, journal, path, entry } = await withEntry();
    // Also by a journal that has compared it before.
    expect(await journal.read(entry.id)).toEqual(entry);
    change(path, more);
    expect(await journal.readAt(['127.0.0.1', '192.0.2.66', '::1'])).toEqual([]);
    expect(existsSync(path)).toBe(false);
    expect(readdirSync(join(folder, 'gates')).filter((name) => name.includes('.damaged-'))).toHaveLength(1);
    writeFileSync(path, JSON.stringify({ ...entry, ...more }));
    expect(await openJournal(folder, vault).readAll()).toEqual({ entries: [], movedAside: [path] });
  });

  it('is not that of another entry: a sealed plan cannot go to another file', async () => {
    const { folder, vault, journal, entry } = await withEntry();
    const other = makeEntry({ sealedPlan: entry.sealedPlan, address: entry.address });
    await journal.write(other);
    const { entries, movedAside } = await openJournal(folder, vault).readAll();
    expect(entries).toEqual([entry]);
    expect(movedAside).toEqual([join(folder, 'gates', `${other.id}.json`)]);
  });

  it('stays what it was bound to while the gate is knocked, held and shut', async () => {
    const { folder, vault, journal, entry } = await withEntry();
    const record = new GateRecord(journal, entry, true);
    await record.beforeOpening(20);
    await record.opened('session', { knocked: true, opensForS: 60 });
    await record.beforeClosing(20);
    await record.awaits('late-opening', Date.now() + 5000);
    const { entries, movedAside } = await openJournal(folder, vault).readAll();
    expect(movedAside).toEqual([]);
    expect(entries).toMatchObject([{ phase: 'awaited', openingsSent: 2, openingsSeen: 2, closingsSent: 1 }]);
  });

  it('goes along when the gate is taken over from another address of this computer', async () => {
    const { folder, vault, journal, entry, plan } = await withEntry();
    const here = makeEntry({ localAddress: '192.0.2.5' });
    const record = new GateRecord(journal, { ...here, sealedPlan: await journal.sealPlan(plan, here) }, false);
    await record.takenOver(entry);
    const { entries, movedAside } = await openJournal(folder, vault).readAll();
    expect(movedAside).toEqual([]);
    expect(entries).toMatchObject([{ id: here.id, localAddress: '192.0.2.5', openingsSent: 1 }]);
  });
});

describe('an entry whose plan cannot be unsealed now', () => {
  /** A vault that is locked until the test unlocks it. */
  function lockable(vault: Vault) {
    const state = { isLocked: true };
    const unseal = (text: string) =>
      state.isLocked ? Promise.reject(new Error('the keyring is locked')) : vault.unseal(text);
    return { state, vault: { ...vault, mark: vault.mark, seal: vault.seal, unseal } };
  }

  it('is left where it is', async () => {
    const { folder, vault, entry, path } = await withEntry();
    const journal = openJournal(folder, lockable(vault).vault);
    expect(await journal.readAll()).toEqual({ entries: [entry], movedAside: [] });
    expect(existsSync(path)).toBe(true);
  });

  it('is compared as soon as it can be: what was changed meanwhile is no entry', async () => {
    const { folder, vault, path, entry } = await withEntry();
    const locked = lockable(vault);
    const journal = openJournal(folder, locked.vault);
    change(path, { address: '192.0.2.66' });
    expect((await journal.readAll()).movedAside).toEqual([]);
    locked.state.isLocked = false;
    expect(await journal.read(entry.id)).toBeUndefined();
    expect(existsSync(path)).toBe(false);
  });

  it('because it is something else that we have sealed is no entry', async () => {
    const { folder, vault, journal, path, entry } = await withEntry();
    change(path, { sealedPlan: await vault.seal('a password, say') });
    expect(await journal.read(entry.id)).toBeUndefined();
    expect(await openJournal(folder, vault).readAll()).toEqual({ entries: [], movedAside: [] });
  });
});

describe('an entry of version 1', () => {
  async function withFormer(more: object = {}) {
    const folder = temporaryFolder();
    const vault = createKeyFileVault(join(folder, 'key'));
    const plan = makePlan();
    const { shared, dials, ...known } = plan;
    const texts = {
      opening: formatSequence(plan.opening),
      closing: plan.closing && formatSequence(plan.closing),
      udpPayload: 'AA==',
    };
    const sealedPlan = await vault.seal(JSON.stringify({ ...known, ...texts }));
    const { openingsSeen, lastOpeningAtMs, ...entry } = makeEntry({
      ...{ sealedPlan, phase: 'open', openingsSent: 2, closingsSent: 1 },
      ...{ openedAtMs: 1000, lastKnockAtMs: 900 },
    });
    mkdirSync(join(folder, 'gates'), { mode: 0o700 });
    const path = join(folder, 'gates', `${entry.id}.json`);
    writeFileSync(path, JSON.stringify({ ...entry, version: 1, ...more }), { mode: 0o600 });
    return { journal: openJournal(folder, vault), plan, entry, path };
  }

  it('is read, its plan is unsealed, and it is written as version 2', async () => {
    const { journal, plan, entry, path } = await withFormer();
    const read = await journal.read(entry.id);
    expect(read).toEqual({ ...entry, version: 2, openingsSeen: 1, lastOpeningAtMs: 900 });
    if (read === undefined) return;
    expect(await journal.unsealPlan(read)).toMatchObject({ opening: plan.opening, shared: false, dials: 'usual' });
    const record = new GateRecord(journal, read, true);
    expect(record.openingsToCome).toBe(1);
    await record.beforeClosing(20);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ version: 2, closingsSent: 2 });
    expect((await journal.readAll()).movedAside).toEqual([]);
  });

  it('that was never seen open has no opening that was', async () => {
    const { journal, entry } = await withFormer({ phase: 'failed', openedAtMs: undefined });
    expect(await journal.read(entry.id)).toMatchObject({ openingsSeen: 0, openingsSent: 2 });
  });

  it.each([{ openingsSeen: 1 }, { awaits: { why: 'few-dials', atMs: 1 } }, { version: 0 }])(
    'that has what version 1 did not have (%o) is none',
    async (more) => {
      const { journal, path } = await withFormer(more);
      expect(await journal.readAll()).toEqual({ entries: [], movedAside: [path] });
    },
  );
});
