import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createPerson, portcullis } from '../support/command-line.ts';
import { startBed } from './bed/bed.ts';
import type { Firewall } from './bed/firewalls.ts';
import { drawSecretSequence, gateProfile, watched } from './gate-profile.ts';

/** A gate of a firewall alone, and whoever has its sequence. */
async function gateOf(firewall: (sequence: string) => Firewall, knock: object) {
  const open = drawSecretSequence();
  const bed = watched(await startBed({ firewall: firewall(open) }));
  onTestFinished(() => bed.stop());
  const person = createPerson();
  const profile = gateProfile(person, bed, { open, ...knock });
  const run = (...args: readonly string[]) => portcullis(person, [...args]);
  return { profile, run };
}

describe('a gate that lets one connection in, of whose kind the profile says nothing', { timeout: 60_000 }, () => {
  const recent = (sequence: string): Firewall => ({ kind: 'recent', sequence });

  it('is recognised by check, with the line for the profile', async () => {
    const { profile, run } = await gateOf(recent, {});
    const { status, stderr } = await run('check', profile);
    expect(stderr).toContain('Does it shut again? By itself: it let one connection in.');
    expect(stderr).toContain('Let the profile say so: "gate": "one-connection".');
    expect(status).toBe(255);
  });

  it('is not called open, held by your hand', async () => {
    const { profile, run } = await gateOf(recent, {});
    const { status, stderr } = await run('open', profile);
    expect(stderr).not.toContain('held by your hand');
    expect(stderr).toContain('cannot be held open by hand');
    expect(stderr).toContain('"gate": "one-connection"');
    expect(status).toBe(255);
    const next = await run('connect', profile, '--run', 'echo in', '--accept-new');
    expect([next.status, next.stdout], next.stderr).toEqual([0, 'in\n']);
  });
});

describe('a gate that shuts by itself, as its profile says', { timeout: 60_000 }, () => {
  const opensForS = 8;
  const set = (sequence: string): Firewall => ({ kind: 'nft', sequence, opensForS });
  const timed = { gate: 'timed', opensForS };

  it('is waited for by check where an earlier opening of ours stands', async () => {
    const { profile, run } = await gateOf(set, timed);
    await run('connect', profile, '--run', 'true', '--accept-new');
    const { status, stderr } = await run('check', profile);
    expect(stderr).not.toContain('not protected');
    expect(stderr).toMatch(/Your earlier opening stands: waiting until \d\d:\d\d:\d\d/);
    expect(stderr).toContain('Is it shut? Yes, the port stays silent.');
    expect(stderr).toContain('The gate works');
    expect(status).toBe(0);
  });

  it('is most likely our own earlier opening where the profile does not say for how long', async () => {
    const { profile, run } = await gateOf(set, { gate: 'timed' });
    await run('connect', profile, '--run', 'true', '--accept-new');
    const { status, stderr } = await run('check', profile);
    expect(stderr).toContain('Most likely your own earlier opening stands');
    expect(stderr).toContain('"gate": "timed", "opensForS": …');
    expect(status).toBe(255);
  });

  it('is not waited for where that would take long, and not called unprotected', async () => {
    const { profile, run } = await gateOf((sequence) => ({ kind: 'nft', sequence, opensForS: 300 }), {
      gate: 'timed',
      opensForS: 300,
    });
    await run('connect', profile, '--run', 'true', '--accept-new');
    const { status, stderr } = await run('check', profile);
    expect(stderr).toMatch(/The gate is open until \d\d:\d\d:\d\d/);
    expect(stderr).not.toContain('not protected');
    expect(status).toBe(255);
  });

  it('is open for the rest of its time only, and then nobody holds it', async () => {
    const { profile, run } = await gateOf(set, timed);
    expect((await run('open', profile)).stderr).toContain(`the server shuts it in ${opensForS} s`);
    await pause(3000);
    const later = /the server shuts it in (\d+) s/.exec((await run('open', profile)).stderr);
    expect(Number(later?.[1])).toBeLessThanOrEqual(opensForS - 3);
    await pause(Number(later?.[1]) * 1000 + 1000);
    const { stderr } = await run('check', profile);
    expect(stderr).toContain('Is it shut? Yes, the port stays silent.');
  });
});
