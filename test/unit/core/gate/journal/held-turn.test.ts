import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { GateRecord } from '../../../../../electron/core/gate/journal/gate-record.ts';
import { holdingTurns, requireTurn } from '../../../../../electron/core/gate/journal/held-turn.ts';
import { openJournal } from '../../../../../electron/core/gate/journal/journal.ts';
import { takeTurn } from '../../../../../electron/core/gate/journal/turns.ts';
import { createKeyFileVault } from '../../../../../electron/core/secrets/key-file-vault.ts';
import { failureOf } from '../../../../support/failure-of.ts';
import { makeEntry } from '../../../../support/made-gate.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

/** What others do who pass a stopped process over. */
function passOver(queue: string): void {
  for (const file of readdirSync(queue)) rmSync(join(queue, file));
}

it('what is done in a turn that was lost changes nothing in the journal', async () => {
  const folder = temporaryFolder();
  const queue = join(folder, 'queue');
  const journal = openJournal(folder, createKeyFileVault(join(folder, 'key')));
  const entry = makeEntry();
  await journal.write(entry);
  const turn = await takeTurn(queue);
  await holdingTurns([turn], async () => {
    await journal.write({ ...entry, openingsSent: 1 });
    passOver(queue);
    expect((await failureOf(journal.write({ ...entry, openingsSent: 2 }))).code).toBe('turn-lost');
    expect((await failureOf(journal.remove(entry.id))).code).toBe('turn-lost');
  });
  expect(await journal.readAll()).toEqual({ entries: [{ ...entry, openingsSent: 1 }], movedAside: [] });
  expect(readdirSync(join(folder, 'gates'))).toEqual([`${entry.id}.json`]);
});

it('one of several turns that was lost is enough', async () => {
  const folder = temporaryFolder();
  const turns = [await takeTurn(join(folder, 'one')), await takeTurn(join(folder, 'other'))];
  await holdingTurns(turns, async () => {
    await requireTurn();
    passOver(join(folder, 'other'));
    expect((await failureOf(requireTurn())).code).toBe('turn-lost');
  });
});

it('outside of a turn, and after its end, nothing is asked', async () => {
  const queue = temporaryFolder();
  await requireTurn();
  const turn = await takeTurn(queue);
  await holdingTurns([turn], async () => {
    await turn.end();
    await requireTurn();
  });
});

it('an opening that was broken off with its turn lost is none for whoever has the turn next', async () => {
  const folder = temporaryFolder();
  const journal = openJournal(folder, createKeyFileVault(join(folder, 'key')));
  const entry = makeEntry();
  const line = { mark: 'list', place: 3 };
  const breakOff = async () => {
    const queue = join(folder, 'queue');
    const record = new GateRecord(journal, (await journal.read(entry.id)) ?? entry, true);
    const turn = await takeTurn(queue);
    await holdingTurns([turn], async () => {
      await record.beforeOpening(10, line);
      passOver(queue);
      expect((await failureOf(record.openingBrokenOff())).code).toBe('turn-lost');
    });
    await turn.end();
  };
  const next = async () => new GateRecord(journal, (await journal.read(entry.id)) ?? entry, true).entry;

  await journal.write(entry);
  await breakOff();
  expect(await next()).toMatchObject({ phase: 'failed', openingsSent: 0, mayBeHalfKnocked: true });
  // Where others have opened it since, theirs counts.
  await breakOff();
  const others = (await journal.read(entry.id)) ?? entry;
  await journal.write({ ...others, phase: 'open', worker: undefined, lastKnockAtMs: 1, openingsSent: 3 });
  expect(await next()).toMatchObject({ phase: 'open', openingsSent: 2 });
  expect(await next()).toMatchObject({ openingsSent: 3 });
});
