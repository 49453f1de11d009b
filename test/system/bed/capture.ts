import { gateSite, type Site } from './addresses.ts';
import { runIn, startIn } from './commands.ts';
import { type Packet, readPcap } from './pcap.ts';
import { drawPorts } from './ports.ts';
import { waitFor } from './wait.ts';

/** A capture at a host's device, before its firewall. */
export interface Capture {
  /** What was seen so far, the newest packets perhaps not yet. */
  packets(): Packet[];
  /** Ends it; gives all that was seen until now, in order. */
  stop(): Promise<Packet[]>;
}

/**
 * Captures what passes the device of the gate, or of another host, in both directions; returns when tcpdump listens.
 * @param filter in tcpdump's language, like `dst host 10.198.1.2 and not port 22`
 */
export async function startCapture(filter: string, { namespace, own }: Site = gateSite): Promise<Capture> {
  const [marker = 0] = drawPorts(1);
  const chunks: Buffer[] = [];
  // Short frames and a large buffer: with the usual ones the kernel keeps eight packets, and loses the rest of a burst.
  const options = [
    '--immediate-mode',
    '-s',
    '512',
    '-B',
    '16384',
    '-U',
    '-n',
    '-i',
    own.device,
    '-Z',
    'root',
    '-w',
    '-',
  ];
  const tcpdump = startIn(namespace, 'tcpdump', [...options, `(${filter}) or udp dst port ${marker}`], {
    onData: (data) => chunks.push(data),
  });
  await tcpdump.wrote(/listening on/);
  const all = (): Packet[] => readPcap(Buffer.concat(chunks));
  const isMarker = ({ protocol, toPort }: Packet): boolean => protocol === 'udp' && toPort === marker;
  return {
    packets: () => all().filter((packet) => !isMarker(packet)),
    async stop() {
      // What comes after the marker came after the call. It is sent by the host itself, so that it also passes on a cut path.
      await runIn(namespace, 'bash', ['-c', `echo > /dev/udp/239.198.1.1/${marker}`]);
      const seen = await waitFor('the end of the capture', () => {
        const packets = all();
        const end = packets.findIndex(isMarker);
        return end >= 0 && packets.slice(0, end);
      });
      await tcpdump.kill();
      return seen;
    },
  };
}
