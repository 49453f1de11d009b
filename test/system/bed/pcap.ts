/** A captured packet. Addresses are literals; ports are 0 where the protocol has none. */
export interface Packet {
  /** Milliseconds since 1970, with fractions. */
  readonly atMs: number;
  readonly protocol: 'tcp' | 'udp' | 'icmp' | 'other';
  readonly from: string;
  readonly fromPort: number;
  readonly to: string;
  readonly toPort: number;
  /** The TCP flags that are set, of `FSRPAU` in this order; '' without TCP. */
  readonly flags: string;
  readonly payload: Buffer;
}

const protocols: Readonly<Record<number, Packet['protocol']>> = { 1: 'icmp', 6: 'tcp', 17: 'udp', 58: 'icmp' };

/** Reads a capture of an Ethernet device in tcpdump's file format; a packet that is not complete yet is left out. */
export function readPcap(file: Buffer): Packet[] {
  const packets: Packet[] = [];
  let at = 24;
  while (at + 16 <= file.length) {
    const size = file.readUInt32LE(at + 8);
    if (at + 16 + size > file.length) break;
    const atMs = file.readUInt32LE(at) * 1000 + file.readUInt32LE(at + 4) / 1000;
    const packet = readFrame(file.subarray(at + 16, at + 16 + size), atMs);
    if (packet !== undefined) packets.push(packet);
    at += 16 + size;
  }
  return packets;
}

function readFrame(frame: Buffer, atMs: number): Packet | undefined {
  const type = frame.readUInt16BE(12);
  const ip = frame.subarray(14);
  if (type === 0x0800) {
    const body = ip.subarray((ip.readUInt8(0) & 15) * 4, ip.readUInt16BE(2));
    return readBody(body, ip.readUInt8(9), atMs, ipv4(ip.subarray(12, 16)), ipv4(ip.subarray(16, 20)));
  }
  if (type === 0x86dd) {
    const body = ip.subarray(40, 40 + ip.readUInt16BE(4));
    return readBody(body, ip.readUInt8(6), atMs, ipv6(ip.subarray(8, 24)), ipv6(ip.subarray(24, 40)));
  }
  return undefined;
}

function readBody(body: Buffer, number: number, atMs: number, from: string, to: string): Packet {
  const protocol = protocols[number] ?? 'other';
  const plain = { atMs, protocol, from, fromPort: 0, to, toPort: 0, flags: '', payload: body };
  if (protocol !== 'tcp' && protocol !== 'udp') return plain;
  const ports = { fromPort: body.readUInt16BE(0), toPort: body.readUInt16BE(2) };
  if (protocol === 'udp') return { ...plain, ...ports, payload: body.subarray(8) };
  const bits = body.readUInt8(13);
  const flags = [...'FSRPAU'].filter((_, bit) => (bits & (1 << bit)) !== 0).join('');
  return { ...plain, ...ports, flags, payload: body.subarray((body.readUInt8(12) >> 4) * 4) };
}

function ipv4(bytes: Buffer): string {
  return [...bytes].join('.');
}

function ipv6(bytes: Buffer): string {
  const groups = Array.from({ length: 8 }, (_, at) => bytes.readUInt16BE(at * 2).toString(16));
  // URL writes the short form that everyone else writes.
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}
