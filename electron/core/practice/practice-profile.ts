import { type Profile, profileFormat } from '../../shared/profile.ts';
import { formatSequence, type Step } from '../../shared/sequence.ts';
import { practiceAddress } from './knock-listeners.ts';
import type { PracticeHostKey } from './practice-host-key.ts';
import { practiceUser } from './shell/system-commands.ts';

/** Loopback reorders nothing; a person still sees one knock after the other. */
const delayMs = 30;

/** What a person would write to connect to a practice gate, in the export format. */
export function profileOf(
  port: number,
  opening: readonly Step[],
  closing: readonly Step[],
  seqTimeoutS: number,
): Profile {
  return {
    format: profileFormat,
    version: 1,
    name: 'Practice gate',
    host: practiceAddress,
    port,
    user: practiceUser,
    knock: {
      open: formatSequence(opening),
      close: formatSequence(closing),
      delayMs,
      gate: 'knockd',
      seqTimeoutS,
    },
    auth: { kind: 'password' },
  };
}

/** Tells a visitor about the gate that was passed. */
export function describeGate({ fingerprint }: PracticeHostKey, isOpen: boolean, sessions: number): string {
  return `The practice gate of Portcullis, on ${practiceAddress} only.

  gate       ${isOpen ? 'open: its SSH port answers everyone on this machine' : 'shut: its SSH port refuses; this session lives on'}
  logged in  ${sessions}
  host key   ${fingerprint}

A knock daemon watches six ports. Three knocks in their order open the SSH port, three others shut it.
The shell is played: it starts no process and reads no file of this machine.
`;
}
