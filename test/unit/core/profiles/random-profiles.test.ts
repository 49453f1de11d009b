import { randomInt } from 'node:crypto';
import { expect, it } from 'vitest';
import { gatePlanOf, sequenceDurationMs } from '../../../../electron/shared/gate-plan.ts';
import type { ProfileDraft } from '../../../../electron/shared/profile-draft.ts';
import { formatSequence } from '../../../../electron/shared/sequence.ts';
import { playEncryption } from '../../../support/played-encryption.ts';
import { openLibrary } from './opened-library.ts';

const chance = () => randomInt(2) === 1;
const pick = <Item>(items: readonly Item[]) => items[randomInt(items.length)] as Item;
const maybe = <Fields extends object>(fields: Fields) => (chance() ? fields : {});

function randomSequence(): string {
  const steps = Array.from({ length: randomInt(1, 33) }, () => ({
    port: randomInt(1, 65_536),
    protocol: pick(['tcp', 'udp'] as const),
    ...maybe({ pauseMs: randomInt(60_001) }),
  }));
  return formatSequence(steps);
}

function randomDraft(): ProfileDraft {
  return {
    isFavourite: chance(),
    name: pick(['web', 'Zuhause – Büro', '家', '🏰 gate', '__proto__', 'm1.', '"\\']),
    host: pick(['gate.example', '192.0.2.1', 'fe80::1%eth0', 'localhost.']),
    ...maybe({ port: randomInt(1, 65_536) }),
    ...maybe({ user: pick(['ann', 'constructor']) }),
    ...maybe({ group: 'work' }),
    ...maybe({ auth: pick([{ kind: 'agent' } as const, [{ kind: 'key', path: '~/k' } as const]]) }),
    ...maybe({ terminal: { ...maybe({ type: 'xterm' }), ...maybe({ colours: 'light' as const }) } }),
    knock: {
      sequences: {
        open: randomSequence(),
        ...maybe({ close: randomSequence() }),
        ...maybe({ udpPayloadHex: 'Ff00'.repeat(randomInt(3)) }),
      },
      ...maybe({ delayMs: randomInt(10_001) }),
      ...maybe({ gate: pick(['knockd', 'one-connection', 'timed', 'other'] as const) }),
      ...maybe({ seqTimeoutS: randomInt(1, 3601) }),
      ...maybe({ opensForS: randomInt(1, 86_401) }),
      ...maybe({ recovers: chance() }),
      ...maybe({ shared: chance() }),
      ...maybe({ dials: 'few' as const }),
      ...maybe({ shutWhen: pick(['last-session', 'delayed', 'by-hand', 'never'] as const) }),
      ...maybe({ shutDelayS: randomInt(1, 86_401) }),
    },
  };
}

it.each([undefined, playEncryption()])('200 random profiles come back as they were saved (%#)', async (system) => {
  const { library, folder } = await openLibrary({ ...(system && { system }) });
  const saved: { readonly id: string; readonly draft: ProfileDraft }[] = [];
  for (let count = 0; count < 200; count += 1) {
    const draft = randomDraft();
    saved.push({ id: (await library.save(draft)).id, draft });
  }
  const again = (await openLibrary({ folder, ...(system && { system }) })).library;
  expect(again.list().map(({ id }) => id)).toEqual(saved.map(({ id }) => id));
  for (const [index, { id, draft }] of saved.entries()) {
    const { isFavourite, knock, ...fields } = draft;
    const { sequences, ...knocking } = knock;
    const profile = await again.profile(id);
    expect(profile).toEqual({
      format: 'portcullis-profile',
      version: 'shared' in knock || 'dials' in knock ? 2 : 1,
      ...fields,
      knock: { ...sequences, ...knocking },
    });
    expect(await again.reveal(id)).toEqual(sequences);
    const view = again.list()[index];
    const plan = gatePlanOf(profile);
    expect(view).toMatchObject({
      isFavourite,
      name: draft.name,
      gate: plan.kind,
      delayMs: plan.delayMs,
      recovers: plan.recovers,
      shared: plan.shared,
      dials: plan.dials,
      unreadable: [],
    });
    expect(view?.opening.durationMs).toBe(sequenceDurationMs(plan.opening, plan.delayMs));
    expect(view?.closing?.steps).toBe(plan.closing?.length);
  }
});
