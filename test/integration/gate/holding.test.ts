import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { learn } from '../../../electron/core/gate/learned/gate-lore.ts';
import { witnessOf } from '../../../electron/core/gate/reach/path-witness.ts';
import { failureOf } from '../../support/failure-of.ts';
import { drawSteps, makePorts, provenLore } from '../../support/made-gate.ts';
import { recordAttempt } from '../../support/recorded-attempt.ts';
import { dial, openGate } from '../practice/visitor.ts';
import { begun, startKeptGate } from './kept-gate.ts';

describe('a gate that is held', () => {
  it('is opened, and shut when it is released, with nothing left in the journal', async () => {
    const { gate, hold, entry, isJournalEmpty, plan } = await startKeptGate();
    const { socket, isFound, address, release, heard } = await hold();
    expect({ isFound, address }).toEqual({ isFound: false, address: '127.0.0.1' });
    expect((socket as Socket).remotePort).toBe(gate.port);
    const opening = heard.sent().slice(0, 3);
    expect(opening.map(({ port, protocol }) => ({ port, protocol }))).toEqual(gate.opening);
    expect(opening.map(({ purpose, step, of }) => `${purpose} ${step} ${of}`)).toEqual(
      [1, 2, 3].map((step) => `open ${step} 3`),
    );
    expect(heard.names().slice(0, 5)).toEqual(['resolved', 'heard', 'sent', 'sent', 'sent']);
    expect(heard.names().at(-1)).toBe('open');
    expect(await entry()).toMatchObject({ phase: 'open', port: plan.port, answerBefore: 'ECONNREFUSED' });
    const ending = recordAttempt();
    expect(await release({ observer: ending.observer })).toEqual({ kind: 'shut' });
    expect(ending.sent().map(({ port }) => port)).toEqual(gate.closing.map(({ port }) => port));
    expect(ending.names().at(-1)).toBe('shut');
    expect(gate.isOpen()).toBe(false);
    expect(await isJournalEmpty()).toBe(true);
  });

  it('is looked at with a witness on the session’s own connection', async () => {
    const { gate, hold } = await startKeptGate();
    const { socket, release } = await hold();
    if (socket === undefined) throw new Error('no connection');
    const ending = recordAttempt();
    expect(await release({ observer: ending.observer }, witnessOf(socket))).toEqual({ kind: 'shut' });
    expect(begun(ending, 'close')).toBe(1);
    expect(gate.isOpen()).toBe(false);
  });

  it('is shared without knocks, and shut by the last who goes', async () => {
    const { gate, hold, another, isJournalEmpty } = await startKeptGate();
    const first = await hold();
    const second = await hold(undefined, 'session', another());
    expect(second.heard.sent()).toEqual([]);
    expect(second.heard.names()).toEqual(['resolved', 'open']);
    expect(second.isFound).toBe(false);
    const { observer, sent } = recordAttempt();
    expect(await first.release({ observer })).toEqual({ kind: 'held', sessions: 1, byHand: false });
    expect(sent()).toEqual([]);
    expect(gate.isOpen()).toBe(true);
    expect(await second.release({ observer })).toEqual({ kind: 'shut' });
    expect(await isJournalEmpty()).toBe(true);
  });

  it('is opened once by many who want it at the same time', async () => {
    const { hold, another, gate } = await startKeptGate();
    const holds = await Promise.all(Array.from({ length: 4 }, () => hold(undefined, 'session', another())));
    const openings = holds.map(({ heard }) => heard.sent().filter(({ purpose }) => purpose === 'open').length);
    expect(openings.sort()).toEqual([0, 0, 0, 3]);
    expect(holds.some(({ heard }) => heard.notices.some(({ kind }) => kind === 'queued'))).toBe(true);
    const { observer, sent } = recordAttempt();
    const endings = await Promise.all(holds.map(({ release }) => release({ observer })));
    expect(endings.map(({ kind }) => kind).sort()).toEqual(['held', 'held', 'held', 'shut']);
    expect(sent()).toHaveLength(3);
    expect(gate.isOpen()).toBe(false);
  });

  it('is released a second time without harm', async () => {
    const { hold } = await startKeptGate();
    const { release } = await hold();
    const { observer } = recordAttempt();
    await release({ observer });
    expect(await release({ observer })).toEqual({ kind: 'left', why: 'shut-already' });
  });

  it('is opened for its address, whatever its name says later', async () => {
    const answers = [[{ address: '127.0.0.1', family: 4 }], [{ address: '127.0.0.7', family: 4 }]];
    const { hold, plan, gate } = await startKeptGate(() => Promise.resolve(answers.shift() ?? []));
    const { release, heard } = await hold({ ...plan, host: 'gate.example' });
    expect(heard.happenings[0]).toEqual({ event: 'resolved', host: 'gate.example', address: '127.0.0.1', family: 4 });
    expect(await release(recordAttempt())).toEqual({ kind: 'shut' });
    expect(gate.isOpen()).toBe(false);
  });
});

describe('a gate that is open before', () => {
  it('is not knocked, and left as it was found', async () => {
    const { watched, gate, hold, isJournalEmpty } = await startKeptGate();
    await openGate(watched);
    const { isFound, heard, release } = await hold();
    expect(isFound).toBe(true);
    expect(heard.happenings.at(-1)).toMatchObject({ event: 'open', found: true });
    const { observer, sent } = recordAttempt();
    expect(await release({ observer })).toEqual({ kind: 'left', why: 'found-open' });
    expect([...heard.sent(), ...sent()]).toEqual([]);
    expect(await dial(gate.port)).toBe('answered');
    expect(await isJournalEmpty()).toBe(true);
  });
});

describe('a gate that does not open', () => {
  it('is knocked again until its deadline, and the failure says what was seen', async () => {
    const { keeper, plan, gate, entry } = await startKeptGate();
    const { observer, notices, sent, happenings } = recordAttempt();
    const failure = await failureOf(keeper.hold({ ...plan, opening: drawSteps() }, 'session', { observer }));
    expect(failure.code).toBe('gate-stayed-shut');
    expect(failure.message).toContain(`port ${gate.port} of 127.0.0.1 refused the connection`);
    const tries = sent().filter(({ purpose, step }) => purpose === 'open' && step === 3).length;
    expect(tries).toBeGreaterThan(1);
    expect(failure.message).toContain(`after ${tries} tries`);
    expect(notices.filter(({ kind }) => kind === 'retrying')).toHaveLength(tries - 1);
    // A slow command may open it yet.
    expect(notices.at(-1)).toMatchObject({ kind: 'let-go', ending: { kind: 'awaited', why: 'late-opening' } });
    expect(happenings.filter(({ event }) => event === 'heard')).toEqual([
      { event: 'heard', to: 'look', answer: 'ECONNREFUSED' },
      ...Array.from({ length: tries }, () => ({ event: 'heard', to: 'dials', answer: 'ECONNREFUSED' })),
    ]);
    expect(await entry()).toMatchObject({ phase: 'awaited', openingsSent: tries, mayBeHalfKnocked: true });
  });

  it('is tried once where the profile wants one attempt', async () => {
    const { keeper, plan } = await startKeptGate();
    const { observer, notices, sent } = recordAttempt();
    const once = { ...plan, opening: drawSteps(), recovers: false };
    const failure = await failureOf(keeper.hold(once, 'session', { observer }));
    expect(failure.message).toContain('after one try');
    expect(sent()).toHaveLength(3);
    expect(notices.filter(({ kind }) => kind === 'retrying')).toEqual([]);
  });

  it('is told with its pauses where they are longer than the daemon waits', async () => {
    const { keeper, plan } = await startKeptGate();
    const slow = { ...plan, opening: drawSteps(), delayMs: 20, seqTimeoutS: 1 };
    const failure = await failureOf(keeper.hold(slow, 'session', recordAttempt()));
    expect(failure.remedy).toMatch(/^Shorten the pauses/);
  });

  it('is noted until the daemon has forgotten the half attempt, and nothing is knocked for it', async () => {
    const { keeper, entry, journal, isJournalEmpty, folder, ...kept } = await startKeptGate();
    const plan = { ...kept.plan, opening: drawSteps() };
    await learn(makePorts(folder), plan, () => provenLore);
    await failureOf(keeper.hold(plan, 'session', recordAttempt()));
    const { observer, sent } = recordAttempt();
    expect(await keeper.recover({ observer })).toEqual([]);
    expect(await entry()).toMatchObject({ phase: 'awaited', mayBeHalfKnocked: true });
    const awaits = { why: 'late-opening', atMs: Date.now() - 1 } as const;
    await journal.write({ ...(await entry()), lastKnockAtMs: Date.now() - 12_000, awaits });
    expect(await keeper.recover({ observer })).toEqual([]);
    expect(await isJournalEmpty()).toBe(true);
    expect(sent()).toEqual([]);
  });
});
