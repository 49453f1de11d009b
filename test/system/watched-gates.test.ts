import { expect, it, onTestFinished } from 'vitest';
import { createPerson, portcullis } from '../support/command-line.ts';
import { startBed } from './bed/bed.ts';
import { drawSecretSequence, gateProfile, watched } from './gate-profile.ts';
import { limitedGate } from './limited-gate.ts';

// Both wait out a minute: that is how long it takes to tell a gate that shuts by itself from a limit of connections.

it('a gate that shuts by itself without a word in the profile is watched', { timeout: 120_000 }, async () => {
  const open = drawSecretSequence();
  const bed = watched(await startBed({ doors: [{ name: 'open', sequence: open, action: 'open', closesAfterS: 3 }] }));
  onTestFinished(() => bed.stop());
  const person = createPerson();
  const profile = gateProfile(person, bed, { open });
  const { status, stderr } = await portcullis(person, ['check', profile]);
  expect(stderr).toMatch(/Nothing is knocked to shut it: looking until \d\d:\d\d:\d\d/);
  expect(stderr).toContain('Does it shut again? By itself, 0 to 5 s after the knocks.');
  expect(stderr).toContain('"gate": "timed", "opensForS": 5');
  expect(status).toBe(255);
  expect(await bed.rules()).toEqual([]);
});

it('one that nothing shuts, below a limit of connections, is told from it', { timeout: 120_000 }, async () => {
  const { bed, person, knock } = await limitedGate('recent');
  const profile = gateProfile(person, bed, { open: knock.open });
  const { status, stderr } = await portcullis(person, ['check', profile]);
  expect(stderr).toContain('Does it shut again? No; it fell silent for a while, and answers again.');
  expect(stderr).toContain('"dials": "few"');
  expect(status).toBe(255);
  expect(await bed.rules()).toHaveLength(1);
});
