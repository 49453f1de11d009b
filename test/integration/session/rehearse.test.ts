import { describe, expect, it } from 'vitest';
import { learn } from '../../../electron/core/gate/learned/gate-lore.ts';
import { rehearse } from '../../../electron/core/session/rehearse.ts';
import type { Rehearsal } from '../../../electron/shared/rehearsal.ts';
import { rehearsalVerdict } from '../../../electron/shared/rehearsal-verdict.ts';
import type { AttemptHappening, GateNotice } from '../../../electron/shared/timeline.ts';
import { failureOf } from '../../support/failure-of.ts';
import { type Listener, listenTcp, shutPort } from '../../support/loopback.ts';
import { drawSteps, makePorts, provenLore } from '../../support/made-gate.ts';
import { recordAttempt } from '../../support/recorded-attempt.ts';
import { type KeptGate, startKeptGate } from '../gate/kept-gate.ts';
import { openGate } from '../practice/visitor.ts';

/** Rehearses, and notes each finding as it comes. `cancelAt` cancels at a happening. */
function rehearsing(
  { keeper, plan }: KeptGate,
  { with: part = {}, cancelAt }: { with?: object; cancelAt?: (what: AttemptHappening | GateNotice) => boolean } = {},
) {
  const heard = recordAttempt();
  const cancel = new AbortController();
  if (cancelAt !== undefined) heard.when(cancelAt, () => cancel.abort());
  const steps: Rehearsal[] = [];
  const options = {
    observer: heard.observer,
    signal: cancel.signal,
    onDidFind: (rehearsal: Rehearsal) => void steps.push(rehearsal),
  };
  return { heard, steps, done: rehearse(keeper, { ...plan, ...part }, options) };
}

type What = AttemptHappening | GateNotice;
const isLastKnock = (purpose: 'open' | 'close') => (what: What) =>
  'event' in what && what.event === 'sent' && what.purpose === purpose && what.step === what.of;

describe('a rehearsal', () => {
  it('finds a gate that works: shut, open with SSH behind it, shut again', async () => {
    const kept = await startKeptGate();
    const { steps, done } = rehearsing(kept);
    const rehearsal = await done;
    expect(rehearsal).toMatchObject({
      before: { kind: 'shut', answer: 'ECONNREFUSED' },
      opening: { kind: 'opened', tries: 1, isSsh: true, greeting: expect.stringMatching(/^SSH-2\.0-/) },
      closing: { kind: 'shut' },
    });
    expect(steps.map((step) => Object.keys(step).at(-1))).toEqual(['before', 'opening', 'closing']);
    expect(rehearsalVerdict(rehearsal)).toMatchObject({ isGood: true });
    expect(kept.gate.isOpen()).toBe(false);
    expect(await kept.isJournalEmpty()).toBe(true);
  });

  it('leaves a gate that was open before as it was found', async () => {
    const kept = await startKeptGate();
    await openGate(kept.watched);
    const { heard, done } = rehearsing(kept);
    const rehearsal = await done;
    expect(rehearsal).toEqual({
      before: { kind: 'open', atMs: expect.any(Number) },
      diagnosis: expect.objectContaining({ observed: 'open-before' }),
    });
    expect(heard.sent()).toEqual([]);
    expect(kept.gate.isOpen()).toBe(true);
    expect(rehearsalVerdict(rehearsal)).toMatchObject({ isGood: false });
  });

  it.each(['session', 'hand'] as const)('knocks nothing at a gate that a %s of ours holds', async (as) => {
    const kept = await startKeptGate();
    await kept.hold(kept.plan, as);
    const { heard, done } = rehearsing(kept);
    const rehearsal = await done;
    const byHand = as === 'hand';
    expect(rehearsal.before).toMatchObject({ kind: 'held', sessions: byHand ? 0 : 1, byHand });
    expect(heard.sent()).toEqual([]);
    expect(kept.gate.isOpen()).toBe(true);
    expect((await kept.entry()).holders).toHaveLength(1);
    expect(rehearsalVerdict(rehearsal)?.text).toContain(byHand ? 'Your hand holds' : '1 session holds');
  });

  it('nor at the port that another profile’s gate holds open', async () => {
    const kept = await startKeptGate();
    await kept.hold();
    const { heard, done } = rehearsing(kept, { with: { opening: drawSteps() } });
    expect((await done).before).toMatchObject({ kind: 'held', sessions: 1 });
    expect(heard.sent()).toEqual([]);
  });

  it('finds that a gate does not open, and why', async () => {
    const kept = await startKeptGate();
    const { done } = rehearsing(kept, { with: { opening: drawSteps() } });
    const rehearsal = await done;
    expect(rehearsal.opening).toMatchObject({ kind: 'failed', code: 'gate-stayed-shut' });
    expect(rehearsal.closing).toBeUndefined();
    expect(rehearsalVerdict(rehearsal)).toMatchObject({ isGood: false, title: 'The gate stays shut' });
  });

  it('finds that a gate stays open after its closing', async () => {
    const kept = await startKeptGate();
    const closing = drawSteps();
    await learn(makePorts(kept.folder), { ...kept.plan, closing }, () => provenLore);
    const { done } = rehearsing(kept, { with: { closing } });
    const rehearsal = await done;
    expect(rehearsal.closing).toMatchObject({ kind: 'open' });
    expect(rehearsalVerdict(rehearsal)).toMatchObject({ isGood: false, title: 'The gate opens, and stays open' });
    expect(kept.gate.isOpen()).toBe(true);
  });

  it('says that nothing shuts a gate without a closing, and that another shuts by itself', async () => {
    const kept = await startKeptGate();
    const cancel = new AbortController();
    const onDidFind = ({ opening, wait }: Rehearsal) => {
      if (opening !== undefined && wait?.why === 'shuts-itself') cancel.abort();
    };
    const options = { observer: recordAttempt().observer, signal: cancel.signal, onDidFind };
    const unshut = await rehearse(kept.keeper, { ...kept.plan, closing: undefined }, options);
    expect(unshut.closing).toMatchObject({ kind: 'left', why: 'no-closing' });
    expect(unshut.wait).toBeUndefined();
    expect(rehearsalVerdict(unshut)).toMatchObject({ isGood: false, title: 'The gate opens, and nothing shuts it' });
    const other = await startKeptGate();
    const timed = await rehearsing(other, { with: { closing: undefined, kind: 'timed', opensForS: 30 } }).done;
    expect(timed.closing).toMatchObject({ kind: 'left', why: 'closes-itself', opensForS: 30 });
    expect(rehearsalVerdict(timed)).toMatchObject({ isGood: true });
  });

  it('watches no gate that somebody else of ours has come into meanwhile', async () => {
    const kept = await startKeptGate();
    const plan = { ...kept.plan, closing: undefined };
    const { observer } = recordAttempt();
    let other: ReturnType<typeof kept.keeper.hold> | undefined;
    const waits: unknown[] = [];
    const rehearsal = await rehearse(kept.keeper, plan, {
      observer: {
        ...observer,
        happened: ({ event }) => {
          if (event === 'open') other ??= kept.keeper.hold(plan, 'session', { observer });
        },
      },
      onDidFind: ({ wait }) => wait !== undefined && waits.push(wait),
    });
    expect(rehearsal.closing).toMatchObject({ kind: 'held', sessions: 1 });
    expect(waits).toEqual([]);
    (await other)?.socket?.destroy();
  });

  it('tells a name that nobody knows', async () => {
    const unknown = Object.assign(new Error('no'), { code: 'ENOTFOUND' });
    const kept = await startKeptGate(() => Promise.reject(unknown));
    const { done } = rehearsing(kept, { with: { host: 'nowhere.example' } });
    expect((await done).before).toMatchObject({ kind: 'failed', code: 'name-unknown' });
  });

  it('is no success where something else than SSH answers', async () => {
    const kept = await startKeptGate();
    const port = await shutPort();
    let stranger: Promise<Listener> | undefined;
    const { heard, done } = rehearsing(kept, { with: { port } });
    heard.when(isLastKnock('open'), () => {
      stranger = listenTcp((socket) => socket.write('220 mail.example ESMTP\r\n'), { port });
    });
    heard.when(isLastKnock('close'), () => void stranger?.then((listener) => listener.close()));
    const rehearsal = await done;
    expect(rehearsal).toMatchObject({
      opening: { kind: 'opened', isSsh: false, greeting: '220 mail.example ESMTP' },
      closing: { kind: 'shut' },
    });
    expect(rehearsalVerdict(rehearsal)).toMatchObject({ isGood: false });
  }, 10_000);
});

describe('a rehearsal that is cancelled', () => {
  it.each([
    ['at its first knock', (what) => 'event' in what && what.event === 'sent'],
    ['at its last knock', isLastKnock('open')],
    ['when the gate is open', (what) => 'event' in what && what.event === 'open'],
  ] as readonly (readonly [string, (what: What) => boolean])[])('%s leaves no gate open', async (_, cancelAt) => {
    const kept = await startKeptGate();
    const { done } = rehearsing(kept, { cancelAt });
    expect((await failureOf(done)).code).toBe('cancelled');
    expect(kept.gate.isOpen()).toBe(false);
    expect((await kept.journal.readAll()).entries.filter(({ openingsSent }) => openingsSent > 0)).toEqual([]);
  });

  it('tells what became of what it had opened', async () => {
    const kept = await startKeptGate();
    const { steps, done } = rehearsing(kept, { cancelAt: (what) => 'event' in what && what.event === 'open' });
    await failureOf(done);
    expect(steps.at(-1)?.closing).toMatchObject({ kind: 'shut' });
    expect(steps.at(-1)?.opening).toBeUndefined();
  });
});
