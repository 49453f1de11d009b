import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { countedDial } from '../../../electron/core/gate/dials/dial-book.ts';
import { GateRecord } from '../../../electron/core/gate/journal/gate-record.ts';
import { learn, readLore } from '../../../electron/core/gate/learned/gate-lore.ts';
import { closingsEnough } from '../../../electron/core/gate/learned/line-loss.ts';
import { witnessOf } from '../../../electron/core/gate/reach/path-witness.ts';
import { directReach } from '../../../electron/core/gate/reach/reach.ts';
import type { GatePlan } from '../../../electron/shared/gate-plan.ts';
import { drawSteps, makePorts, provenLore } from '../../support/made-gate.ts';
import { recordAttempt } from '../../support/recorded-attempt.ts';
import { dial, openGate } from '../practice/visitor.ts';
import { begun, type KeptGate, startKeptGate } from './kept-gate.ts';

describe('a closing sequence that is not the right one', () => {
  it.each([
    ['that is ours alone is told as open, after eight', false, 8],
    ['that others use too is told as open, and sent no more often than owed', true, 1],
  ])('at a gate %s', async (_, shared, closings) => {
    const kept = await startKeptGate();
    const plan = { ...kept.plan, closing: drawSteps(), shared };
    await learn(makePorts(kept.folder), plan, () => provenLore);
    const { release } = await kept.hold(plan);
    const heard = recordAttempt();
    const ending = await release({ observer: heard.observer });
    expect(ending.kind).toBe('open');
    expect(JSON.stringify(ending)).toContain('still open');
    expect(begun(heard, 'close')).toBe(closings);
    expect(heard.notices.filter(({ kind }) => kind === 'closing-again')).toHaveLength(closings - 1);
    expect(heard.happenings.at(-1)).toMatchObject({ event: 'failed', code: 'gate-still-open' });
    expect(await dial(kept.gate.port)).toBe('answered');
    const entry = await kept.entry();
    expect(entry).toMatchObject({ phase: 'failed', holders: [] });
    expect(new GateRecord(kept.journal, entry, true).closingsOwed).toBe(0);
  });

  it('is not sent again where the daemon would have to forget the one before for too long', async () => {
    const kept = await startKeptGate();
    const plan = { ...kept.plan, closing: drawSteps(), kind: 'other', seqTimeoutS: 30 } as const;
    await learn(makePorts(kept.folder), plan, () => provenLore);
    const { release } = await kept.hold(plan);
    const heard = recordAttempt();
    expect((await release({ observer: heard.observer })).kind).toBe('open');
    expect(begun(heard, 'close')).toBe(1);
    expect(heard.notices).toEqual([]);
  });

  it('is not sent again at the next start, where none is owed', async () => {
    const kept = await startKeptGate();
    const plan = { ...kept.plan, closing: drawSteps() };
    await learn(makePorts(kept.folder), plan, () => provenLore);
    const { release } = await kept.hold(plan);
    await release(recordAttempt());
    // By now others may use it, for all that anybody can see.
    const heard = recordAttempt();
    expect(await kept.another().recover({ observer: heard.observer })).toMatchObject([{ ending: { kind: 'open' } }]);
    expect(begun(heard, 'close')).toBe(0);
  });

  it('of a hand is sent once, because a person says so', async () => {
    const kept = await startKeptGate();
    await openGate(kept.watched);
    const heard = recordAttempt();
    const plan = { ...kept.plan, closing: drawSteps() };
    expect((await kept.keeper.shutByHand(plan, { observer: heard.observer })).kind).toBe('open');
    expect(begun(heard, 'close')).toBe(1);
  });
});

describe('a gate that somebody else opens too', () => {
  it('is told as open where the profile says so: their opening is not ours to shut', async () => {
    const kept = await startKeptGate();
    const { release } = await kept.hold({ ...kept.plan, shared: true });
    const heard = recordAttempt();
    let reopened: Promise<void> | undefined;
    kept.gate.onDidChange(({ event }) => {
      if (event === 'gate-shut') reopened ??= openGate(kept.watched);
    });
    expect((await release({ observer: heard.observer })).kind).toBe('open');
    await reopened;
    expect(begun(heard, 'close')).toBe(1);
    expect(kept.gate.isOpen()).toBe(true);
  });
});

describe('a gate without a closing sequence', () => {
  it.each([
    ['knockd', undefined, 'no-closing'],
    ['knockd', 30, 'closes-itself'],
    ['timed', undefined, 'closes-itself'],
    ['other', undefined, 'no-closing'],
    ['one-connection', undefined, 'one-connection'],
  ] as const)('of the kind %s (open for %s s) is left: %s', async (kind, opensForS, why) => {
    const kept = await startKeptGate();
    const { release, socket } = await kept.hold({ ...kept.plan, kind, opensForS, closing: undefined });
    expect((socket as Socket).remotePort).toBe(kept.gate.port);
    const heard = recordAttempt();
    expect(await release({ observer: heard.observer })).toEqual({ kind: 'left', why });
    expect(heard.sent()).toEqual([]);
    expect(kept.gate.isOpen()).toBe(true);
    // What is known to run out is remembered until then.
    expect(await kept.isJournalEmpty()).toBe(opensForS === undefined);
  });
});

describe('a gate with a closing sequence', () => {
  it.each(['timed', 'other'] as const)('of the kind %s is shut', async (kind) => {
    const kept = await startKeptGate();
    const { release, socket } = await kept.hold({ ...kept.plan, kind });
    expect(await release(recordAttempt(), socket && witnessOf(socket))).toEqual({ kind: 'shut' });
    expect(kept.gate.isOpen()).toBe(false);
    expect(await kept.isJournalEmpty()).toBe(true);
  });
});

describe('a gate at which nobody may look any more', () => {
  /** In 30 s, at a gate that was never seen shut again after an opening. */
  const mostDials = 5;
  const fillDialBook = async ({ folder, gate }: KeptGate, plan: GatePlan) => {
    await learn(makePorts(folder), plan, () => ({ ...provenLore, isProven: false }));
    const target = { address: '127.0.0.1', family: 4, port: gate.port, waitMs: 1000 } as const;
    for (let dial = 0; dial < mostDials; dial += 1) {
      const ports = makePorts(folder);
      const outcome = await countedDial({ ports, reach: directReach(ports.lookup) }, target);
      if (outcome.kind === 'answered') outcome.socket.destroy();
    }
  };

  it('is sent the closing until it has most likely come, and looked at later', async () => {
    const kept = await startKeptGate();
    const { release, socket } = await kept.hold();
    await fillDialBook(kept, kept.plan);
    const heard = recordAttempt();
    const ending = await release({ observer: heard.observer }, socket && witnessOf(socket));
    expect(ending).toMatchObject({ kind: 'awaited', why: 'dial-count' });
    const closings = begun(heard, 'close');
    expect(closings).toBe(closingsEnough(await readLore(makePorts(kept.folder), kept.plan), 0));
    expect(closings).toBeGreaterThan(1);
    const again = Array.from({ length: closings - 1 }, () => ({ kind: 'closing-again', isSeenOpen: false }));
    expect(heard.notices).toEqual(again);
    expect(kept.gate.isOpen()).toBe(false);
  });

  it('is sent no more closings than openings where others use it', async () => {
    const kept = await startKeptGate();
    const plan = { ...kept.plan, shared: true };
    const { release, socket } = await kept.hold(plan);
    await fillDialBook(kept, plan);
    const heard = recordAttempt();
    await release({ observer: heard.observer }, socket && witnessOf(socket));
    expect(begun(heard, 'close')).toBe(1);
  });
});

describe('a gate that lets one connection in, held by hand', () => {
  it('is knocked and not looked at', async () => {
    const kept = await startKeptGate();
    const plan = { ...kept.plan, kind: 'one-connection' as const, closing: undefined };
    const { socket, heard } = await kept.hold(plan, 'hand');
    expect(socket).toBeUndefined();
    expect(heard.sent()).toHaveLength(3);
    expect(heard.names()).not.toContain('dialled');
    expect(await kept.entry()).toMatchObject({ phase: 'open', holders: [{ as: 'hand' }] });
  });
});
