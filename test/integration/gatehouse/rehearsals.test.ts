import { describe, expect, it } from 'vitest';
import { practiceProfileId } from '../../../electron/shared/views/session-view.ts';
import { logIn, type OpenedHouse, openHouse, openHouseWithGate, size } from './opened-house.ts';

/** The last that was told of the rehearsals. */
const lastOf = ({ events }: OpenedHouse) => events.findLast(([name]) => name === 'rehearsal')?.[1];
const over = (opened: OpenedHouse) =>
  opened.until(() => {
    const last = lastOf(opened);
    return last !== undefined && 'isOver' in last && last.isOver && last;
  });

describe('a rehearsal from the window', () => {
  it('is told finding by finding, while its gate moves, and leaves nothing behind', async () => {
    const opened = await openHouseWithGate();
    const { house, gate, events, profileId } = opened;
    expect(house.rehearseGate(profileId)).toEqual({ profileId, found: {}, isOver: false, isCancelled: false });
    expect(house.hasWork()).toBe(true);
    expect(await over(opened)).toMatchObject({
      isCancelled: false,
      found: { before: { kind: 'shut' }, opening: { kind: 'opened' }, closing: { kind: 'shut' } },
    });
    const states = events.flatMap((message) => (message[0] === 'gates' ? message[1].map(({ state }) => state) : []));
    expect(states).toEqual(expect.arrayContaining(['knocking', 'dialling', 'open', 'closing', 'shut']));
    expect(gate(profileId).state).toBe('shut');
    expect(house.hasWork()).toBe(false);
    expect(house.notices()).toEqual([]);
  });

  it('of the practice gate works as any other', async () => {
    const opened = await openHouse();
    opened.house.rehearseGate(practiceProfileId);
    expect(await over(opened)).toMatchObject({ found: { closing: { kind: 'shut' } } });
  });

  it('asked for again joins the one under way', async () => {
    const opened = await openHouseWithGate();
    const { house, profileId, practised } = opened;
    house.rehearseGate(profileId);
    await opened.gateReached(profileId, 'open');
    expect(house.rehearseGate(profileId).found).toHaveProperty('before');
    await over(opened);
    expect(practised.isOpen()).toBe(false);
  });

  it('leaves a session at its gate in peace', async () => {
    const opened = await openHouseWithGate();
    const { house, profileId, practised, reached } = opened;
    const { id } = house.startSession(profileId, size);
    await logIn(opened, practised.password);
    await reached(id, 'live');
    house.rehearseGate(profileId);
    expect(await over(opened)).toMatchObject({ found: { before: { kind: 'held', sessions: 1, byHand: false } } });
    expect(practised.isOpen()).toBe(true);
    expect(opened.session(id).state).toBe('live');
  });

  it.each(['cancelGate', 'endAll'] as const)('is broken off by %s, and its gate shut', async (how) => {
    const opened = await openHouseWithGate();
    const { house, profileId, practised } = opened;
    house.rehearseGate(profileId);
    await opened.gateReached(profileId, 'open');
    await (how === 'cancelGate' ? house.cancelGate(profileId) : house.endAll(5000));
    expect(await over(opened)).toMatchObject({ isOver: true });
    expect(practised.isOpen()).toBe(false);
    expect(house.hasWork()).toBe(false);
  });

  it('of a profile that is not there is refused', async () => {
    const { house } = await openHouse();
    expect(() => house.rehearseGate('nobody')).toThrow(/not there any more/);
  });
});
