import { describe, expect, it } from 'vitest';
import { openOneTimeLists } from '../../../electron/core/gate/journal/one-time-lists.ts';
import { gatePlanOf } from '../../../electron/shared/gate-plan.ts';
import { failureOf } from '../../support/failure-of.ts';
import { makePorts } from '../../support/made-gate.ts';
import { type HouseWithGate, logIn, openHouseWithGate, size } from './opened-house.ts';

/** A house with a gate that a list opens; the practice gate opens as often as one likes. */
function openListedHouse(count: number): Promise<HouseWithGate> {
  return openHouseWithGate(({ profile: { knock } }) => ({
    sequences: { oneTime: Array.from({ length: count }, () => knock.open ?? ''), close: knock.close },
  }));
}

const nextOf = ({ profiles, profileId }: HouseWithGate) =>
  profiles.list().find(({ id }) => id === profileId)?.oneTime?.next;
const titles = ({ house }: HouseWithGate) => house.notices().map(({ title }) => title);

describe('a session at a gate that a list opens', () => {
  it('goes on in the list, and a notice tells when few are left', async () => {
    const opened = await openListedHouse(4);
    const { house, profileId, practised, reached, until } = opened;
    const { id } = house.startSession(profileId, size);
    await logIn(opened, practised.password);
    const { timeline } = await reached(id, 'live');
    expect(timeline).toContainEqual(
      expect.objectContaining({ event: 'notice', notice: { kind: 'sequences-left', left: 3 } }),
    );
    await until(() => nextOf(opened) === 2);
    expect(titles(opened)).toEqual(['web: 3 one-time sequences left']);
    house.endSession(id);
    expect((await reached(id, 'ended')).ending).toEqual({ kind: 'shut' });
  });

  it('asks before the last is used, and uses nothing after a no or a withdrawn question', async () => {
    const opened = await openListedHouse(1);
    const { house, profileId, practised, asked, reached } = opened;
    const declined = house.startSession(profileId, size);
    const question = await asked('last-sequence');
    expect(question).toMatchObject({ sessionId: declined.id, question: { host: '127.0.0.1' }, canRemember: false });
    house.answerPrompt(question.id, false, false);
    const { end, timeline } = await reached(declined.id, 'ended');
    expect(end).toMatchObject({ kind: 'failed', failure: { code: 'one-time-last' } });
    expect(timeline.filter(({ event }) => event === 'sent')).toEqual([]);
    expect(opened.gate(profileId).state).toBe('shut');

    const cancelled = house.startSession(profileId, size);
    await asked('last-sequence');
    house.endSession(cancelled.id);
    expect((await reached(cancelled.id, 'ended')).end).toEqual({ kind: 'cancelled' });
    expect([house.prompts(), nextOf(opened)]).toEqual([[], 1]);

    const { id } = house.startSession(profileId, size);
    house.answerPrompt((await asked('last-sequence')).id, true, false);
    await logIn(opened, practised.password);
    await reached(id, 'live');
    expect(nextOf(opened)).toBe(2);
    expect(titles(opened)).toEqual(['web: no one-time sequence left']);
    house.endSession(id);
    await reached(id, 'ended');

    const none = house.startSession(profileId, size);
    expect((await reached(none.id, 'ended')).end).toMatchObject({ failure: { code: 'one-time-used-up' } });
  });
});

describe('a gate that a list opens, by hand', () => {
  it('is opened with the last sequence only when that was said', async () => {
    const opened = await openListedHouse(1);
    const { house, profileId, gate, gateReached } = opened;
    expect((await failureOf(house.openGate(profileId))).code).toBe('one-time-last');
    expect([gate(profileId).state, nextOf(opened)]).toEqual(['shut', 1]);
    await house.openGate(profileId, true);
    await gateReached(profileId, 'open');
    expect(nextOf(opened)).toBe(2);
    await house.closeGate(profileId);
    await gateReached(profileId, 'shut');
  });
});

it('what another process has used is seen', async () => {
  const opened = await openListedHouse(9);
  const { profiles, profileId, folder, services, until } = opened;
  const { host, port, oneTime } = gatePlanOf(await profiles.profile(profileId));
  const mark = await services.lists.markOf({ host, port, sequences: oneTime?.sequences ?? [] });
  const seen = new Promise<void>((resolve) => profiles.onDidChange(() => nextOf(opened) === 7 && resolve()));
  await openOneTimeLists(folder, makePorts(folder).vault).moveTo(mark, 6);
  await seen;
  await until(() => titles(opened).includes('web: 3 one-time sequences left'));
});
