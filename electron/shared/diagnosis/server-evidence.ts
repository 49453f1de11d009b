import type { TimelineEntry } from '../views/session-view.ts';
import type { AttemptFacts } from './attempt-facts.ts';
import type { Diagnosis, Observed } from './diagnosis.ts';

/** What a server shows of an attempt that arrives there, for whoever looks into it. No port of a sequence is in it. */
export interface ServerEvidence {
  /** What knockd logs of an opening that works; empty where no daemon listens for the knocks. */
  readonly logLines: readonly string[];
  /** How to read what is there of them, each a sentence. */
  readonly readings: readonly string[];
  /** Shows on the server what arrives, run there by root; and what it must show. */
  readonly capture: string;
  readonly captureReading: string;
}

/** The classes in which nothing of ours went out, or the gate did its part. */
const ofNoUse: readonly Observed[] = [
  'open-before',
  'local-firewall',
  'no-route',
  'name-unknown',
  'not-ssh',
  'opened-then-shut',
];

/**
 * What to look for on the server; undefined where nothing there can explain what was seen.
 * @param timeline the attempt's
 */
export function serverEvidence(
  diagnosis: Diagnosis,
  timeline: readonly TimelineEntry[],
  facts: AttemptFacts,
): ServerEvidence | undefined {
  if (ofNoUse.includes(diagnosis.observed)) return undefined;
  const resolved = timeline.find((entry) => entry.event === 'resolved');
  const address = facts.ownAddress ?? 'ADDRESS';
  const hasFlushed = timeline.some((entry) => entry.event === 'sent' && entry.purpose === 'flush');
  const flushes = hasFlushed ? ' Before a later try come a few that make the daemon forget the one before.' : '';
  const knocks = facts.steps === 1 ? 'the knock' : `the ${facts.steps} knocks in their order`;
  return {
    ...(facts.kind === 'one-connection' ? { logLines: [], readings: [] } : knockdEvidence(facts.steps)),
    capture: captureCommand(address, resolved?.family ?? 4),
    captureReading: `It must show ${knocks}, then the connections to port ${facts.port}.${flushes} ${
      facts.ownAddress === undefined
        ? `ADDRESS is ${facts.via === undefined ? 'yours' : `that of the jump host ${facts.via}`} as the server sees it.`
        : `${address} is this computer’s own address: behind NAT or a VPN the server sees another, to be put in its place.`
    }`,
  };
}

/** The lines of knockd 0.8 for a door of so many steps, and what the first missing one means. */
export function knockdEvidence(steps: number): Pick<ServerEvidence, 'logLines' | 'readings'> {
  const door = '<your address>: <door>:';
  const stages = Array.from({ length: steps }, (_, index) => `${door} Stage ${index + 1}`);
  return {
    logLines: [...stages, `${door} OPEN SESAME`, '<door>: running command: …'],
    readings: [
      'None of them: no knock arrives, the daemon does not run, or it waits for another first step.',
      ...(steps > 1
        ? [
            'It stops between two stages: the next knock was lost, came late or too early, or is another one in knockd.conf.',
          ]
        : []),
      'Instead of a stage “sequence timeout”: the sequence takes longer than Seq_Timeout.',
      'All of them, and the gate stays shut: the command fails (its status follows), or opens for another address or port than yours.',
    ],
  };
}

/**
 * A tcpdump filter for first packets of connections, and for datagrams, from one address. It names no port: whoever
 * stands behind the person reads no sequence off it. libpcap cannot look for TCP flags over IPv6 by name.
 */
function captureCommand(address: string, family: 4 | 6): string {
  const isSyn =
    family === 6 ? '(ip6[6] == 6 and ip6[53] & 0x12 == 0x02)' : 'tcp[tcpflags] & (tcp-syn|tcp-ack) == tcp-syn';
  return `tcpdump -ni any 'src host ${address} and (udp or ${isSyn})'`;
}
