import { expect, it } from 'vitest';
import { createGatekeeper } from '../../../../../electron/core/gate/gatekeeper.ts';
import { type JournalEntry, openJournal } from '../../../../../electron/core/gate/journal/journal.ts';
import type { Reach } from '../../../../../electron/core/gate/reach/reach.ts';
import { makeEntry, makePlan, makePorts } from '../../../../support/made-gate.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const silent = { happened: () => undefined, noticed: () => undefined };
const via = { name: 'bastion', hosts: 'bastion.example 22' };

/** A gate that was closed and is owed a look now, at a port where each dial ends with `answer`. */
async function owedLook(answer: string | undefined, more: Partial<JournalEntry> = {}) {
  const ports = makePorts(temporaryFolder());
  const journal = openJournal(ports.dataFolder, ports.vault);
  const entry = makeEntry({
    via,
    phase: 'awaited',
    openingsSent: 1,
    openingsSeen: 1,
    closingsSent: 1,
    openedAtMs: 1,
    awaits: { why: 'few-dials', atMs: Date.now() - 1000 },
    ...more,
  });
  await journal.write({ ...entry, sealedPlan: await journal.sealPlan(makePlan({ host: entry.host, via }), entry) });
  const reach: Reach = {
    via,
    lookup: () => Promise.resolve([]),
    sendSequence: () => Promise.resolve(),
    dial: () => Promise.resolve({ kind: 'not-answered', answer }),
    localAddressTowards: () => Promise.resolve(entry.localAddress),
  };
  const recovered = await createGatekeeper(ports).byWayOf(reach).recover({ observer: silent });
  return { recovered, left: await journal.read(entry.id) };
}

it('are made good by the silence, or the refusal, of a shut port', async () => {
  for (const { answer, answerBefore } of [
    { answer: undefined, answerBefore: undefined },
    { answer: 'ECONNREFUSED', answerBefore: 'ECONNREFUSED' },
    { answer: 'EHOSTUNREACH', answerBefore: 'EHOSTUNREACH' },
  ]) {
    const { recovered, left } = await owedLook(answer, { answerBefore });
    // Silence is all that a dead path has to say too.
    expect(recovered).toMatchObject(answer === undefined ? [] : [{ ending: { kind: 'shut' } }]);
    expect(left).toBeUndefined();
  }
});

it.each([
  { answer: 'EHOSTUNREACH', answerBefore: undefined },
  { answer: 'ENETUNREACH', answerBefore: 'ECONNREFUSED' },
  { answer: undefined, answerBefore: 'ECONNREFUSED' },
])('are put off where nobody is reached: $answer after $answerBefore', async ({ answer, answerBefore }) => {
  const { recovered, left } = await owedLook(answer, { answerBefore });
  expect(recovered).toMatchObject([{ ending: { kind: 'awaited' } }]);
  expect(left).toMatchObject({ phase: 'awaited', openingsSent: 1, closingsSent: 1 });
  expect(left?.awaits?.atMs).toBeGreaterThan(Date.now());
});

it('are due at once where the clock was set back since', async () => {
  const { recovered, left } = await owedLook(undefined, {
    awaits: { why: 'few-dials', atMs: Date.now() + 86_400_000 },
  });
  expect(recovered).toEqual([]);
  expect(left).toBeUndefined();
});
