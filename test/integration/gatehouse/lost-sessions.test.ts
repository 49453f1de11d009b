import { describe, expect, it } from 'vitest';
import type { SessionView } from '../../../electron/shared/views/session-view.ts';
import { openBreakableWay } from '../../support/breakable-way.ts';
import { startWatchedGate } from '../practice/visitor.ts';
import { type HouseOptions, openHouse, saveProfileOf, size } from './opened-house.ts';

/** A live session over a way that can break, whose login is kept. */
async function openSession(options: HouseOptions = {}) {
  const opened = await openHouse(options);
  const { house, profiles, asked, reached, wrote } = opened;
  const watched = await startWatchedGate();
  const way = await openBreakableWay(watched.gate);
  const { id: profileId } = await saveProfileOf(opened, { ...watched.gate, port: way.port });
  await profiles.keepSecret(profileId, { kind: 'password', secret: watched.gate.password });
  const { id } = house.startSession(profileId, size);
  house.answerPrompt((await asked('host-key')).id, true, false);
  await reached(id, 'live');
  await wrote(id, '$');
  return { ...opened, ...way, watched, gate: watched.gate, profileId, id };
}

/** A network that a test can change: `move` gives this computer another address. */
function playNetwork() {
  let own = '127.0.0.1';
  return {
    ownAddressTowards: () => Promise.resolve(own),
    ownAddresses: () => new Set([own]),
    move: () => {
      own = '192.0.2.7';
    },
  };
}

const isLost = ({ end }: SessionView) => end?.kind === 'failed' && end.failure.code === 'connection-lost';
const kept = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('after a wake', () => {
  it('a session that does not answer is over, and one that does goes on', async () => {
    const { house, wake, breakSilently, reached, session, id, gate, wrote, type, profileId } = await openSession();
    const other = house.startSession(profileId, size);
    await reached(other.id, 'live');
    wake();
    breakSilently();
    const third = house.startSession(profileId, size);
    await reached(third.id, 'live');
    wake();
    for (const each of [id, other.id]) {
      expect(await reached(each, 'ended')).toSatisfy(isLost);
      expect(session(each).reconnectAtMs).toBeUndefined();
    }
    expect(session(third.id).state).toBe('live');
    type(third.id, 'whoami\r');
    await wrote(third.id, 'guest');
    expect(gate.isOpen()).toBe(true);
  });

  it('it begins anew by itself where that is wanted, below what it had written', async () => {
    const { house, wake, breakSilently, reached, until, session, id, type, wrote, text, watched } = await openSession({
      reconnect: 'auto',
    });
    type(id, 'echo before\r');
    await wrote(id, 'before\r\n');
    breakSilently();
    wake();
    const lost = await until(() => session(id).reconnectAtMs !== undefined && session(id));
    expect(lost).toMatchObject({ state: 'ended', ending: { kind: 'shut' }, isResumed: false });
    expect(lost).toSatisfy(isLost);
    expect(await reached(id, 'live')).toMatchObject({ isResumed: true, reconnectAtMs: undefined });
    await until(() => /before\r\n[\s\S]*── reconnected \d\d:\d\d ──[\s\S]*\$/.test(text(id)));
    expect(kept(house.attach(id).output)).toBe(text(id));
    expect(watched.events.filter(({ event }) => event === 'gate-opened')).toHaveLength(2);
    type(id, 'exit\r');
    expect(await reached(id, 'ended')).toMatchObject({ end: { kind: 'exited' }, reconnectAtMs: undefined });
  });
});

it('a session whose address this computer has no more is over at the next look', async () => {
  const network = playNetwork();
  const { reached, id } = await openSession({ network });
  network.move();
  const { end } = await reached(id, 'ended');
  expect(end).toMatchObject({
    failure: { message: expect.stringContaining('this computer was 127.0.0.1, and is 192.0.2.7') },
  });
});

describe('a reconnect that is due', () => {
  const openLost = async () => {
    const network = playNetwork();
    const opened = await openSession({ network, reconnect: 'auto' });
    network.move();
    await opened.until(() => opened.session(opened.id).reconnectAtMs !== undefined);
    return opened;
  };

  it('is cancelled by the person', async () => {
    const { house, id, session } = await openLost();
    house.endSession(id);
    expect(session(id)).toMatchObject({ state: 'ended', reconnectAtMs: undefined });
  });

  it('is given up with all gates, or would open its own again', async () => {
    const { house, id, session } = await openLost();
    await house.closeAll();
    expect(session(id)).toMatchObject({ state: 'ended', reconnectAtMs: undefined });
  });

  it('can be had at once', async () => {
    const { house, id, session, reached } = await openLost();
    house.restartSession(id, size);
    expect(session(id)).toMatchObject({ state: 'opening', isResumed: true, reconnectAtMs: undefined });
    await reached(id, 'live');
  });

  it('ends with the first login that is refused', async () => {
    const { house, profiles, profileId, id, asked, until, session } = await openLost();
    await profiles.keepSecret(profileId, { kind: 'password', secret: 'another' });
    house.answerPrompt((await asked('password')).id, undefined, false);
    const over = await until(() => session(id).isResumed && session(id).state === 'ended' && session(id));
    expect(over.reconnectAtMs).toBeUndefined();
  });
});
