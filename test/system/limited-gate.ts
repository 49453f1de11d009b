import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { createPerson, type Person, portcullis } from '../support/command-line.ts';
import { type Bed, startBed } from './bed/bed.ts';
import { type Door, doorPair } from './bed/doors.ts';
import { drawSecretSequence, watched } from './gate-profile.ts';

/** Usual limits of new connections to SSH, as the rules of a chain that these go through. */
const limits = {
  none: [],
  ufw: ['-m recent --name ssh --set', '-m recent --name ssh --update --seconds 30 --hitcount 6 -j REJECT'],
  recent: ['-m recent --name ssh --set', '-m recent --name ssh --update --seconds 60 --hitcount 4 -j DROP'],
  hashlimit: [
    '-m hashlimit --hashlimit-name ssh --hashlimit-mode srcip --hashlimit-above 4/min --hashlimit-burst 4 -j DROP',
  ],
  connlimit: ['-p tcp --syn -m connlimit --connlimit-above 2 -j REJECT'],
  ban: [
    '-m recent --name banned --rcheck --seconds 864000 -j DROP',
    '-m recent --name ssh --set',
    '-m recent --name ssh --rcheck --seconds 10 --hitcount 3 -m recent --name banned --set -j DROP',
  ],
  // The stages of MikroTik's wiki ("Bruteforce login prevention"): the fourth within a minute of the one before is blacklisted.
  mikrotik: [
    '-m recent --name banned --rcheck --seconds 864000 -j DROP',
    '-m recent --name stage3 --rcheck --seconds 60 -m recent --name banned --set',
    '-m recent --name stage2 --rcheck --seconds 60 -m recent --name stage3 --set',
    '-m recent --name stage1 --rcheck --seconds 60 -m recent --name stage2 --set',
    '-m recent --name stage1 --set',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type LimitName = keyof typeof limits;

/** A gate below a limit of new connections, and a person who has its sequences. */
export interface LimitedGate {
  readonly bed: Bed;
  readonly person: Person;
  readonly knock: { readonly open: string; readonly close: string };
  readonly limit: LimitName;
  readonly doors: readonly Door[];
}

/** Starts one whose door appends its rule behind the limit, as in Debian's knockd.conf. */
export async function limitedGate(limit: LimitName): Promise<LimitedGate> {
  const knock = { open: drawSecretSequence(), close: drawSecretSequence() };
  const appends = (program: string) => `${program} -A INPUT -s %IP% -p tcp --dport 22 -j ACCEPT`;
  const doors = doorPair(knock.open, knock.close).map((door) =>
    door.name === 'open' ? { ...door, commands: { ipv4: appends('iptables'), ipv6: appends('ip6tables') } } : door,
  );
  const bed = watched(await startBed({ doors }));
  onTestFinished(() => bed.stop());
  await onIptables(bed, '-N limit');
  await onIptables(bed, '-A INPUT -p tcp --dport 22 -m conntrack --ctstate NEW -j limit');
  await putUp(bed, limit);
  return { bed, person: createPerson(), knock, limit, doors };
}

/** Counts the new connections that `work` makes at the protected port; the kernel's repetitions of one count once. */
export async function connectionsOf(bed: Bed, work: () => Promise<unknown>): Promise<number> {
  const capture = await bed.capture(`dst host ${bed.gate.ipv4} and tcp dst port 22`);
  await work();
  const dials = (await capture.stop()).filter(({ flags }) => flags === 'S');
  return new Set(dials.map(({ fromPort }) => fromPort)).size;
}

/** A connect that gets in, after which nothing is open. @returns what it said */
export async function getIn({ bed, person }: LimitedGate, profile: string, statuses = [0]): Promise<string> {
  const { status, stdout, stderr } = await portcullis(person, ['connect', profile, '--run', 'echo in', '--accept-new']);
  expect(statuses, stderr).toContain(status);
  expect(stdout).toBe('in\n');
  await expectNoRules(bed, stderr);
  return stderr;
}

/** Expects that nothing is open: with few dials nobody waits until a closing's command has done its work. */
export const expectNoRules = (bed: Bed, said: string): Promise<void> =>
  expect.poll(() => bed.rules(), { message: said, timeout: 3000 }).toEqual([]);

/** A minute passes in which nobody connects: for the firewall, and for what the person's Portcullis has written down. */
export async function passMinute({ bed, person: { dataFolder }, limit }: LimitedGate): Promise<void> {
  // With its last rule a match forgets whom it has seen.
  await onIptables(bed, '-F limit');
  await putUp(bed, limit);
  const minuteMs = 60_000;
  change(join(dataFolder, 'gates'), (entry) => {
    const { awaits } = entry as { awaits?: { atMs: number } };
    return awaits === undefined ? entry : { ...entry, awaits: { ...awaits, atMs: awaits.atMs - minuteMs } };
  });
  change(join(dataFolder, 'dials'), (book) => ({
    ...book,
    dialledAtMs: (book as { dialledAtMs: number[] }).dialledAtMs.map((atMs) => atMs - minuteMs),
  }));
}

/** Whom the gate's firewall knows by a list of `-m recent`. */
export const listedAt = async ({ bed }: LimitedGate, list: string): Promise<string> =>
  bed.onGate('cat', `/proc/net/xt_recent/${list}`);

async function putUp(bed: Bed, limit: LimitName): Promise<void> {
  for (const rule of limits[limit]) await onIptables(bed, `-A limit ${rule}`);
}

const onIptables = (bed: Bed, rule: string) => bed.onGate('iptables', ...rule.split(' '));

function change(folder: string, how: (data: object) => object): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    writeFileSync(path, JSON.stringify(how(JSON.parse(readFileSync(path, 'utf8')))));
  }
}
