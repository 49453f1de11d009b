import { onTestFinished } from 'vitest';
import { createPerson, type Person, writeProfile } from '../support/command-line.ts';
import { type Bed, type BedOptions, startBed } from './bed/bed.ts';
import { doorPair } from './bed/doors.ts';
import { stepsOf } from './bed/ports.ts';
import { drawSecretSequence, knowGate, watched } from './gate-profile.ts';

export interface JumpOptions {
  /** Of the inner gate's steps, three TCP unless told. */
  readonly protocols?: readonly ('tcp' | 'udp')[];
  /** What the inner profile says besides the usual. */
  readonly knock?: object;
  readonly profile?: object;
  /** What the jump host's profile says besides the usual. */
  readonly outerProfile?: object;
  /** sshd of the jump host, and of the inner host. */
  readonly hop?: BedOptions['sshd'];
  readonly inner?: BedOptions['sshd'];
  readonly firewall?: NonNullable<BedOptions['inner']>['firewall'];
}

/** A bed with a gate behind the gate, and a person with a profile for each. */
export interface JumpBed {
  readonly bed: Bed;
  readonly person: Person;
  /** The inner profile's file, and the outer one's beside it. */
  readonly path: string;
  readonly outerPath: string;
  /** The inner gate's opening and closing. */
  readonly inner: readonly string[];
  /** What lets anybody through at present, outside and inside. */
  rules(): Promise<string[]>;
  /** What reached the inner host's knocked ports during `work`, in order, and when. */
  knocksInside(
    work: () => Promise<void>,
  ): Promise<{ readonly seen: readonly string[]; readonly atMs: readonly number[] }>;
}

/** Starts a bed with two gates, the inner one reached from the outer one's host alone; ends with the test. */
export async function startJumpBed(options: JumpOptions = {}): Promise<JumpBed> {
  const { protocols = ['tcp', 'tcp', 'tcp'], knock, profile, hop, firewall } = options;
  const outer = [drawSecretSequence(), drawSecretSequence()] as const;
  const inner = [drawSecretSequence(...protocols), drawSecretSequence(...protocols)] as const;
  const inside = {
    doors: doorPair(...inner),
    ...(firewall && { firewall }),
    ...(options.inner && { sshd: { hostKeys: 'other' as const, ...options.inner } }),
  };
  const bed = watched(await startBed({ doors: doorPair(...outer), ...(hop && { sshd: hop }), inner: inside }));
  onTestFinished(() => bed.stop());
  const person = createPerson();
  const login = { user: bed.users.key, auth: { kind: 'key', path: bed.keys.plain } };
  const [open, close] = outer;
  const outerPath = writeProfile(person, 'bastion', {
    host: bed.gate.ipv4,
    ...login,
    ...options.outerProfile,
    knock: { open, close, delayMs: 20 },
  });
  const path = writeProfile(person, 'inside', {
    host: bed.inner.address.ipv4,
    via: 'bastion',
    ...login,
    ...profile,
    knock: { open: inner[0], close: inner[1], delayMs: 20, ...knock },
  });
  await knowGate(person, outerPath);
  await knowGate(person, path, [outerPath]);
  return {
    ...{ bed, person, path, outerPath, inner },
    rules: async () => [...(await bed.rules()), ...(await bed.inner.rules())],
    async knocksInside(work) {
      const capture = await bed.inner.capture(`dst host ${bed.inner.address.ipv4} and not port 22`);
      await work();
      const ports = new Set(inner.flatMap(stepsOf).map(({ port }) => port));
      const packets = (await capture.stop()).filter(({ toPort }) => ports.has(toPort));
      return {
        seen: packets.map(({ protocol, toPort, flags }) => `${toPort} ${protocol}${flags}`),
        atMs: packets.map(({ atMs }) => atMs),
      };
    },
  };
}

/** What `knocksInside` sees when each step of the sequences is one packet. */
export function onePacketEach(sequences: readonly string[]): readonly string[] {
  return sequences.flatMap(stepsOf).map(({ port, protocol }) => `${port} ${protocol === 'tcp' ? 'tcpS' : 'udp'}`);
}

export const command = ['--run', 'id -un', '--accept-new', '--json'];
/** The kernel repeats a SYN after 1 s: a session that lives longer shows whether any was. */
export const longCommand = ['--run', 'sleep 1.5; id -un', '--accept-new', '--json'];
