import { describe, expect, it } from 'vitest';
import { GateRecord } from '../../../../../electron/core/gate/journal/gate-record.ts';
import { type Journal, openJournal } from '../../../../../electron/core/gate/journal/journal.ts';
import { thisProcess } from '../../../../../electron/core/gate/journal/process-mark.ts';
import { createKeyFileVault } from '../../../../../electron/core/secrets/key-file-vault.ts';
import { failureOf } from '../../../../support/failure-of.ts';
import { makeEntry, makeHolder } from '../../../../support/made-gate.ts';
import { deadProcess } from '../../../../support/marked-process.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

function freshRecord(): { readonly journal: Journal; readonly record: GateRecord } {
  const folder = temporaryFolder();
  const journal = openJournal(folder, createKeyFileVault(`${folder}/key`));
  return { journal, record: new GateRecord(journal, makeEntry(), false) };
}

/** The record as another process finds it. */
async function readAgain(journal: Journal, { entry: { id } }: GateRecord): Promise<GateRecord> {
  const entry = await journal.read(id);
  if (entry === undefined) throw new Error('the journal has no entry');
  return new GateRecord(journal, entry, true);
}

async function openedRecord() {
  const { journal, record } = freshRecord();
  await record.beforeOpening(20);
  await record.opened('session', { knocked: true });
  return { journal, record };
}

describe('closings are owed', () => {
  it('none where nothing was knocked', () => {
    const { record } = freshRecord();
    expect(record.closingsOwed).toBe(0);
    expect(record.mayBeOpen).toBe(false);
  });

  it('none where two openings were answered by two closings', async () => {
    const { record } = freshRecord();
    await record.beforeOpening(1);
    await record.beforeOpening(1);
    await record.opened('session', { knocked: true });
    await record.beforeClosing(1);
    await record.beforeClosing(1);
    await record.stillOpen();
    expect(record.closingsOwed).toBe(0);
  });

  it('one for each opening that was sent', async () => {
    const { record } = freshRecord();
    await record.beforeOpening(20);
    expect(record.closingsOwed).toBe(1);
    await record.beforeOpening(20);
    expect(record.closingsOwed).toBe(2);
    await record.openingUnanswered();
    expect(record.closingsOwed).toBe(2);
    expect(record.entry.phase).toBe('failed');
  });

  it('none for an opening that was broken off', async () => {
    const { record } = freshRecord();
    await record.beforeOpening(20);
    await record.openingBrokenOff();
    expect(record.closingsOwed).toBe(0);
    expect(record.mayBeOpen).toBe(false);
    expect(record.entry).toMatchObject({ phase: 'failed', mayBeHalfKnocked: true });
  });

  it('still one where a second opening was broken off', async () => {
    const { record } = await openedRecord();
    await record.beforeOpening(20);
    await record.openingBrokenOff();
    expect(record.closingsOwed).toBe(1);
    expect(record.entry.phase).toBe('open');
  });

  it('none once a closing went out and the gate was seen open', async () => {
    const { record } = await openedRecord();
    await record.beforeClosing(20);
    await record.stillOpen();
    expect(record.closingsOwed).toBe(0);
  });

  it('one more time where a closing went out on a path that was dead', async () => {
    const { record } = await openedRecord();
    const closingsBefore = record.entry.openingsSent - record.closingsOwed;
    await record.beforeClosing(20);
    await record.unknown(closingsBefore);
    expect(record.entry.phase).toBe('unknown');
    expect(record.closingsOwed).toBe(1);
  });

  it('one where the process died while it closed, and again where its heir dies too', async () => {
    const { journal, record } = await openedRecord();
    await record.beforeClosing(20);
    const heir = await readAgain(journal, record);
    expect(heir.closingsOwed).toBe(1);
    await heir.beforeClosing(20);
    const second = await readAgain(journal, heir);
    expect(second.closingsOwed).toBe(1);
    await second.beforeClosing(20);
    await second.stillOpen();
    expect(second.closingsOwed).toBe(0);
  });
});

describe('openings may still come', () => {
  it('as many as were sent and not seen to take effect', async () => {
    const { record } = freshRecord();
    expect(record.openingsToCome).toBe(0);
    await record.beforeOpening(20);
    await record.openingUnanswered();
    await record.beforeOpening(20);
    expect(record.openingsToCome).toBe(2);
    await record.opened('session', { knocked: true });
    expect(record.openingsToCome).toBe(1);
  });

  it('one less where the gate was found open that ours had not been seen to open, and no less the second time', async () => {
    const { record } = freshRecord();
    await record.beforeOpening(20);
    await record.beforeOpening(20);
    await record.openingUnanswered();
    await record.opened('session', { knocked: false });
    expect(record.openingsToCome).toBe(1);
    await record.opened('session', { knocked: false });
    expect(record.openingsToCome).toBe(1);
  });

  it('not that which was broken off, nor that which was seen although nothing listens behind the gate', async () => {
    const { record } = freshRecord();
    await record.beforeOpening(20);
    await record.openingBrokenOff();
    expect(record.openingsToCome).toBe(0);
    await record.beforeOpening(20);
    await record.sawOpen();
    expect(record.openingsToCome).toBe(0);
    expect(record.entry).toMatchObject({ phase: 'open', openedAtMs: expect.any(Number) });
  });

  it('no more once the server has shut what they opened', async () => {
    const { record } = freshRecord();
    await record.beforeOpening(20);
    await record.beforeOpening(20);
    await record.opened('session', { knocked: true, opensForS: -1 });
    await record.beforeOpening(20);
    expect(record.openingsToCome).toBe(1);
    expect(record.closingsOwed).toBe(1);
  });

  it('and the entry says when the last one left', async () => {
    const { record } = freshRecord();
    const startedAt = Date.now();
    await record.beforeOpening(300);
    const { lastOpeningAtMs } = record.entry;
    expect(lastOpeningAtMs).toBeGreaterThanOrEqual(startedAt + 300);
    await record.openingUnanswered();
    await record.beforeClosing(5000);
    expect(record.entry.lastOpeningAtMs).toBe(lastOpeningAtMs);
  });
});

describe('a look that is still due', () => {
  it('is written down with its reason, until the gate is knocked or seen again', async () => {
    for (const goesOn of ['opening', 'closing', 'opened'] as const) {
      const { journal, record } = await openedRecord();
      await record.beforeClosing(20);
      await record.awaits('few-dials', 5000);
      const again = await readAgain(journal, record);
      expect(again.entry).toMatchObject({ phase: 'awaited', awaits: { why: 'few-dials', atMs: 5000 } });
      expect(again.entry.worker).toBeUndefined();
      if (goesOn === 'opening') await again.beforeOpening(20);
      else if (goesOn === 'closing') await again.beforeClosing(20);
      else await again.opened('session', { knocked: false });
      expect((await journal.read(record.entry.id))?.awaits).toBeUndefined();
    }
  });
});

describe('what is written down', () => {
  it('is on the disk before the next packet leaves', async () => {
    const { journal, record } = freshRecord();
    record.answeredBefore('ECONNREFUSED');
    await record.beforeOpening(20);
    expect(await journal.read(record.entry.id)).toMatchObject({
      phase: 'knocking',
      worker: thisProcess(),
      openingsSent: 1,
      mayBeHalfKnocked: true,
      localAddress: '127.0.0.1',
      answerBefore: 'ECONNREFUSED',
    });
    const id = await record.opened('hand', { knocked: true });
    const entry = await journal.read(record.entry.id);
    expect(entry).toMatchObject({ phase: 'open', mayBeHalfKnocked: false });
    expect(entry?.worker).toBeUndefined();
    expect(entry?.holders).toEqual([{ id, as: 'hand', owner: thisProcess() }]);
  });

  it('says when the last knock of a sequence leaves that is only beginning', async () => {
    const { record } = freshRecord();
    const startedAt = Date.now();
    await record.beforeOpening(800);
    const begunAt = record.entry.lastKnockAtMs - 800;
    expect(begunAt).toBeGreaterThanOrEqual(startedAt);
    expect(begunAt).toBeLessThanOrEqual(Date.now());
  });

  it('goes when the gate was seen shut', async () => {
    const { journal, record } = await openedRecord();
    await record.beforeClosing(20);
    await record.shut();
    expect(await journal.readAll()).toEqual({ entries: [], movedAside: [] });
  });

  it('never tells of a move that no gate makes', async () => {
    const { journal, record } = freshRecord();
    expect((await failureOf(record.opened('session', { knocked: true }))).code).toBe('internal');
    expect(await journal.read(record.entry.id)).toBeUndefined();
    await record.beforeOpening(20);
    await record.beforeClosing(20);
    expect((await failureOf(record.beforeOpening(20))).code).toBe('internal');
    expect(record.entry).toMatchObject({ phase: 'closing', openingsSent: 1 });
  });
});

describe('the holders', () => {
  it('are those who live, and hands whoever lives', async () => {
    const dead = await deadProcess();
    const { journal } = freshRecord();
    const [living, hand] = [makeHolder(), makeHolder('hand', dead)];
    const holders = [living, makeHolder('session', dead), hand];
    const record = new GateRecord(journal, makeEntry({ holders, phase: 'open', openingsSent: 1 }), true);
    expect(record.livingHolders).toEqual([living, hand]);
    await record.released(({ id }) => id === living.id);
    expect(record.entry.holders).toEqual([hand]);
  });
});

describe('a one-time sequence', () => {
  const line = { mark: 'list', place: 4 };

  it('is noted before it is knocked, until the gate was seen open', async () => {
    const { journal, record } = freshRecord();
    await record.beforeOpening(20, line);
    expect((await readAgain(journal, record)).entry.line).toEqual(line);
    await record.openingUnanswered();
    expect(record.entry.line).toEqual(line);
    await record.beforeOpening(20, line);
    await record.opened('session', { knocked: true });
    expect((await readAgain(journal, record)).entry.line).toBeUndefined();
  });

  it('is not used by an opening that was broken off, at a gate that is open or was tried before', async () => {
    const { record } = await openedRecord();
    await record.beforeOpening(20, line);
    await record.openingBrokenOff();
    expect(record.entry).toMatchObject({ phase: 'open', line: undefined });
    const tried = freshRecord().record;
    await tried.beforeOpening(20, line);
    await tried.beforeOpening(20, line);
    await tried.openingBrokenOff();
    expect(tried.entry).toMatchObject({ openingsSent: 1, line });
  });
});

describe('a gate that is open', () => {
  it('still has half an opening in its daemon when somebody else comes in by a look', async () => {
    const { record } = await openedRecord();
    await record.beforeOpening(20);
    await record.openingBrokenOff();
    await record.opened('session', { knocked: false });
    expect(record.entry.mayBeHalfKnocked).toBe(true);
  });

  it('may have half a sequence in its daemon after it was knocked again, unless it was shut', async () => {
    const { record } = await openedRecord();
    await record.beforeOpening(20);
    await record.renewed(60, false);
    expect(record.entry.mayBeHalfKnocked).toBe(true);
    await record.beforeOpening(20);
    await record.renewed(60, true);
    expect(record.entry.mayBeHalfKnocked).toBe(false);
  });

  it('runs out when it did before, though a closing has gone into the void', async () => {
    const { record } = freshRecord();
    await record.beforeOpening(20);
    await record.opened('session', { knocked: true, opensForS: 60 });
    const { shutsItselfAtMs } = record.entry;
    await record.beforeClosing(20_000);
    await record.unknown(0);
    await record.opened('session', { knocked: false, opensForS: 60 });
    expect(record.entry.shutsItselfAtMs).toBe(shutsItselfAtMs);
  });
});
