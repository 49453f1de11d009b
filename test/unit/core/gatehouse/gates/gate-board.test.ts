import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { KnownGate } from '../../../../../electron/core/gate/state/known-gates.ts';
import { createGateBoard } from '../../../../../electron/core/gatehouse/gates/gate-board.ts';
import { createJournalReader } from '../../../../../electron/core/gatehouse/gates/journal-reader.ts';
import { Failure } from '../../../../../electron/shared/failure.ts';
import type { GateView } from '../../../../../electron/shared/views/gate-view.ts';

function makeKnown(more: Partial<KnownGate> = {}): KnownGate {
  const gate = { id: '1'.repeat(32), profileMark: 'web', host: 'gate.example', port: 22 };
  const rest = { left: undefined, awaits: undefined };
  const way = { address: '203.0.113.7', family: 4, localAddress: '192.168.1.5' } as const;
  const open = { state: 'open', openedAtMs: Date.now(), shuts: undefined, runsOutAtMs: undefined } as const;
  return { ...gate, ...rest, ...open, sessions: 1, isHeldByHand: false, way, ...more };
}

/** A board over a journal that says what the test puts in; a gate's mark is its profile's id. */
function openBoard(profileIds = ['web', 'db']) {
  const told: GateView[] = [];
  const ended: unknown[] = [];
  const moved: string[] = [];
  const state = { gates: [] as readonly KnownGate[], movedAside: [] as readonly string[], reads: 0, fails: false };
  const journal = createJournalReader({
    sources: () => [
      {
        gatekeeper: {
          known: () => {
            state.reads += 1;
            return state.fails ? Promise.reject(new Error('no disk')) : Promise.resolve({ ...state });
          },
          shutKnown: () => Promise.reject(new Error('nobody shuts here')),
          forgetKnown: () => Promise.reject(new Error('nobody forgets here')),
        },
        profilesOf: ({ profileMark }) => Promise.resolve(profileIds.filter((id) => id === profileMark)),
      },
    ],
    onExpired: () => void board.refresh(),
    onLookDue: () => undefined,
    onMovedAside: (paths) => void moved.push(...paths),
    onDidRead: () => undefined,
  });
  const board = createGateBoard({
    profileIds: () => profileIds,
    journal,
    onDidChange: (views) => void told.push(...views),
    onDidEnd: (...what) => void ended.push(what),
  });
  const view = (id = 'web') => board.views().find(({ profileId }) => profileId === id);
  return { board, journal, state, told, ended, moved, view };
}

const opened = { event: 'open', address: '192.0.2.1', port: 22, found: false } as const;

describe('the board', () => {
  it('tells of the gates that have changed, and of no others', async () => {
    const { board, state, told, view } = openBoard();
    await board.refresh();
    told.length = 0;
    state.gates = [makeKnown()];
    await board.refresh();
    await board.refresh();
    expect(told).toMatchObject([{ profileId: 'web', state: 'open', sessions: 1 }]);
    expect(view('db')?.state).toBe('shut');
    state.gates = [];
    await board.refresh();
    expect(told.slice(1)).toMatchObject([{ profileId: 'web', state: 'shut' }]);
  });

  it('reads the journal no more often than it must, and not before it was asked', async () => {
    const { board, state } = openBoard();
    await Promise.all([board.refresh(), board.refresh(), board.refresh()]);
    expect(state.reads).toBe(2);
  });

  it('keeps what it has while the journal cannot be read', async () => {
    const { board, state, view } = openBoard();
    state.gates = [makeKnown()];
    await board.refresh();
    state.fails = true;
    await board.refresh();
    expect(view()?.state).toBe('open');
  });

  it('does not let a gate seem open, or shut, between an operation and the journal', async () => {
    const { board, state, told, view } = openBoard();
    const operation = board.begin('web', 'session');
    operation.happened(opened);
    state.gates = [makeKnown()];
    await board.refresh();
    operation.happened({ event: 'sent', port: 1, protocol: 'tcp', purpose: 'close', step: 1, of: 1 });
    operation.happened({ event: 'shut' });
    state.gates = [];
    await operation.finish({ ending: { kind: 'shut' } });
    expect(view()?.state).toBe('shut');
    const states = told.filter(({ profileId }) => profileId === 'web').map((each) => each.state);
    expect(states.filter((each, index) => each !== states[index - 1])).toEqual(['shut', 'open', 'closing', 'shut']);
  });

  it('shows a session no more as open when somebody has shut its gate', async () => {
    const { board, state, view } = openBoard();
    const operation = board.begin('web', 'session');
    operation.happened(opened);
    state.gates = [makeKnown()];
    await board.refresh();
    state.gates = [];
    await board.refresh();
    expect(view()?.state).toBe('shut');
  });

  it('shows why an opening failed until the next one, or until it is dismissed', async () => {
    const { board, view, ended } = openBoard();
    const fail = () =>
      board.begin('web', 'hand').finish({ failure: new Failure('gate-stayed-shut', 'It stayed shut.') });
    await fail();
    expect(view()).toMatchObject({ state: 'failed', message: 'It stayed shut.' });
    board.dismiss('web');
    expect(view()?.state).toBe('shut');
    await fail();
    const next = board.begin('web', 'session');
    expect(view()?.state).toBe('shut');
    await next.finish({ failure: new Failure('cancelled', 'Cancelled.') });
    expect(view()?.state).toBe('shut');
    const login = board.begin('web', 'session');
    login.happened(opened);
    await login.finish({ failure: new Failure('login-refused', 'No.'), ending: { kind: 'shut' } });
    expect(view()?.state).toBe('shut');
    expect(ended).toEqual([['web', { kind: 'shut' }, 'session']]);
  });

  it('says of a gate that nothing of ours shuts that nobody has looked, until the next time', async () => {
    const { board, view } = openBoard();
    await board.begin('web', 'session').finish({ ending: { kind: 'left', why: 'no-closing' } });
    expect(view()).toMatchObject({ state: 'unknown', message: expect.stringContaining('no closing sequence') });
    await board.begin('web', 'session').finish({ ending: { kind: 'shut' } });
    expect(view()?.state).toBe('shut');
  });

  it('shows a closing that was not seen to work until somebody has shut the gate', async () => {
    const { board, state, view, ended } = openBoard();
    state.gates = [makeKnown({ state: 'unknown', sessions: 0 })];
    const ending = { kind: 'unknown', message: 'Nobody can say why.' } as const;
    const operation = board.begin('web', 'session');
    operation.noticed({ kind: 'let-go', ending });
    await operation.finish({ failure: new Failure('cancelled', 'Cancelled.') });
    expect(view()).toMatchObject({ state: 'unknown', message: 'Nobody can say why.' });
    expect(ended).toEqual([['web', ending, 'session']]);
    state.gates = [];
    await board.refresh();
    expect(view()).toMatchObject({ state: 'shut', message: undefined });
  });
});

describe('a profile that is removed', () => {
  it('takes what was said of its gate with it, and comes back as it is then', async () => {
    const profileIds = ['web', 'db'];
    const { board, told, view } = openBoard(profileIds);
    await board.begin('web', 'hand').finish({ failure: new Failure('gate-stayed-shut', 'It stayed shut.') });
    profileIds.shift();
    await board.refresh();
    profileIds.unshift('web');
    told.length = 0;
    await board.refresh();
    expect(told).toMatchObject([{ profileId: 'web', state: 'shut' }]);
    expect(view()).toMatchObject({ state: 'shut', message: undefined });
  });
});

describe('the journal', () => {
  it('has gates of no profile, and damaged files, for whoever tells of them', async () => {
    const { board, state, journal, moved } = openBoard();
    state.gates = [makeKnown({ profileMark: 'stranger' })];
    state.movedAside = ['/damaged'];
    await board.refresh();
    expect(journal.gates()).toMatchObject([{ gate: { profileMark: 'stranger' }, profileIds: [] }]);
    expect(moved).toEqual(['/damaged']);
  });

  it('leaves a gate to its profile though that has got another sequence', async () => {
    const { board, state, view } = openBoard();
    state.gates = [makeKnown()];
    await board.refresh();
    state.gates = [makeKnown({ profileMark: 'of other sequences' })];
    await board.refresh();
    expect(view()?.state).toBe('open');
  });

  it('says open only for as long as the server leaves it open', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const { board, state, view } = openBoard(['web']);
    const runsOutAtMs = Date.now() + 10_000;
    const shuts = { atMs: runsOutAtMs, by: 'server' } as const;
    state.gates = [makeKnown({ shuts, runsOutAtMs })];
    await board.refresh();
    expect(view()).toMatchObject({ state: 'open', shuts });
    await vi.advanceTimersByTimeAsync(9990);
    expect(view()?.state).toBe('open');
    // The journal has it so from then on.
    state.gates = [makeKnown({ state: 'shut', runsOutAtMs })];
    await vi.advanceTimersByTimeAsync(20);
    expect(view()?.state).toBe('shut');
  });
});
