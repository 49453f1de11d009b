import { type Bed, startBed } from './bed/bed.ts';
import { type Door, doorPair } from './bed/doors.ts';
import type { Packet } from './bed/pcap.ts';
import { drawPorts, stepsOf } from './bed/ports.ts';
import { drawSecretSequence, watched } from './gate-profile.ts';

/** One of several gates of one host: a port of sshd's own, behind two doors. */
export interface RowGate {
  readonly port: number;
  readonly open: string;
  readonly close: string;
  /** The names of its doors. */
  readonly opening: string;
  readonly closing: string;
}

/** Starts a bed with a row of gates, each before a port of one sshd. */
export async function startGateRow(count: number): Promise<{ readonly bed: Bed; readonly gates: readonly RowGate[] }> {
  const gates = drawPorts(count).map((port, index) => ({
    port,
    open: drawSecretSequence(),
    close: drawSecretSequence(),
    opening: `open${index}`,
    closing: `close${index}`,
  }));
  const doors = gates.flatMap(({ port, open, close, opening, closing }): Door[] =>
    doorPair(open, close, port).map((door) => ({ ...door, name: door.action === 'open' ? opening : closing })),
  );
  const bed = watched(await startBed({ doors, sshd: { ports: gates.map(({ port }) => port) } }));
  return { bed, gates };
}

/** One whole sequence `abc`, or what clears half of one before it, `bb`; each may have been cancelled anywhere. */
const legalRun = /^(?:a(?:bc?)?|b(?:b(?:a(?:bc?)?)?)?)*$/;

/**
 * Finds what lies between the knocks of a sequence that should be alone on the wire: another's knock, or a dial.
 * @param packets the SYNs at the gate, in their order
 * @returns a line for each run of one door's knocks that is not whole sequences, cancelled ones included
 */
export function overlaps(packets: readonly Pick<Packet, 'toPort'>[], gates: readonly RowGate[]): readonly string[] {
  const places = new Map<number, { readonly door: string; readonly letter: string }>();
  for (const { open, close, opening, closing } of gates) {
    for (const [door, sequence] of [[opening, open] as const, [closing, close] as const]) {
      for (const [index, { port }] of stepsOf(sequence).entries()) {
        places.set(port, { door, letter: 'abc'.charAt(index) });
      }
    }
  }
  const runs: { readonly door: string; letters: string }[] = [];
  for (const { toPort } of packets) {
    const { door, letter } = places.get(toPort) ?? { door: 'dial', letter: '' };
    const last = runs.at(-1);
    if (last?.door === door) last.letters += letter;
    else runs.push({ door, letters: letter });
  }
  return runs.filter(({ letters }) => !legalRun.test(letters)).map(({ door, letters }) => `${door}: ${letters}`);
}
