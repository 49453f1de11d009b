import { expect, it } from 'vitest';
import type { Diagnosis } from '../../electron/shared/diagnosis/diagnosis.ts';
import { portcullis, startPortcullis } from '../support/command-line.ts';
import { drawSecretSequence, gateProfile, knowGate } from './gate-profile.ts';
import { connectionsOf, getIn, limitedGate } from './limited-gate.ts';

it('a first cycle makes at most five new connections, and gets in below ufw’s limit', { timeout: 60_000 }, async () => {
  const gate = await limitedGate('ufw');
  const profile = gateProfile(gate.person, gate.bed, gate.knock);
  // Five connections may not be enough to see it shut.
  expect(await connectionsOf(gate.bed, () => getIn(gate, profile, [0, 254]))).toBeLessThanOrEqual(5);
});

it.each([
  ['of which nothing is known', 5],
  ['that was seen open', 9],
] as const)('at a gate %s an attempt that fails makes at most %i', { timeout: 60_000 }, async (kind, most) => {
  const { bed, person, knock } = await limitedGate('none');
  const wrong = { ...knock, open: drawSecretSequence(), deadlineS: 15 };
  const profile = gateProfile(person, bed, wrong);
  if (kind === 'that was seen open') await knowGate(person, profile);
  const count = await connectionsOf(bed, async () => {
    const { status } = await portcullis(person, ['connect', profile, '--run', 'true', '--accept-new']);
    expect(status).toBe(255);
  });
  expect(count).toBeLessThanOrEqual(most);
});

it('at a gate behind a good line a cycle takes three where nothing comes late', { timeout: 60_000 }, async () => {
  const gate = await limitedGate('none');
  const profile = gateProfile(gate.person, gate.bed, gate.knock);
  await knowGate(gate.person, profile, [], { attempts: 50, failedAttempts: 0.5 });
  for (let cycle = 0; cycle < 4; cycle += 1) await getIn(gate, profile);
  const counts: number[] = [];
  for (let cycle = 0; cycle < 7; cycle += 1) counts.push(await connectionsOf(gate.bed, () => getIn(gate, profile)));
  // A busy machine runs the door's commands late, each of which costs a dial or looks: the median is proven where nothing
  // runs beside it, on the model (unit/core/gate/opening/schedule).
  expect(Math.min(...counts), String(counts)).toBeLessThanOrEqual(4);
  expect(Math.max(...counts), String(counts)).toBeLessThanOrEqual(9);
});

it('a limit that shuts us out is named and learned, and the next connect gets in', { timeout: 180_000 }, async () => {
  const gate = await limitedGate('recent');
  const profile = gateProfile(gate.person, gate.bed, { ...gate.knock, deadlineS: 15 });
  const connect = () =>
    startPortcullis(gate.person, ['connect', profile, '--run', 'true', '--accept-new', '--json']).done;
  expect([0, 254]).toContain((await connect()).status);
  let shutOut = await connect();
  for (let more = 0; more < 2 && shutOut.status !== 255; more += 1) shutOut = await connect();
  expect(shutOut.status, shutOut.stderr).toBe(255);
  const failed = shutOut.events.find(({ event }) => event === 'failed') as unknown as Diagnosis;
  expect(failed.causes[0]?.id, shutOut.stderr).toBe('rate-limited');
  expect(shutOut.events).toContainEqual(expect.objectContaining({ event: 'notice', kind: 'counts-dials' }));
  // The openings have taken effect behind the limit: they are looked for when it has forgotten us.
  const looked = expect.objectContaining({ kind: 'let-go', ending: expect.objectContaining({ kind: 'awaited' }) });
  expect(shutOut.events, shutOut.stderr).toContainEqual(looked);
  const next = await connect();
  expect([0, 254], next.stderr).toContain(next.status);
  expect(next.events).toContainEqual(expect.objectContaining({ event: 'notice', kind: 'holding-back' }));
  expect(next.events.filter(({ event }) => event === 'dialled')).toHaveLength(1);
});
