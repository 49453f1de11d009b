import dgram from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';

/** Names and their addresses. */
export type NameRecords = Readonly<Record<string, readonly string[]>>;

const codes = { NXDOMAIN: 3, SERVFAIL: 2 } as const;
const types = { a: 1, aaaa: 28 } as const;

/** A name server at 127.0.0.1, for what /etc/resolv.conf names. */
export interface NameServer {
  /** From now on it knows these names, and says this of every other one. */
  answersFor(records: NameRecords, otherwise?: keyof typeof codes): void;
  stop(): Promise<void>;
}

/** Starts one that says NXDOMAIN of every name that it does not know; returns when it listens. */
export async function startNameServer(first: NameRecords): Promise<NameServer> {
  let [records, otherwise]: [NameRecords, keyof typeof codes] = [first, 'NXDOMAIN'];
  const socket = dgram.createSocket('udp4');
  socket.on('message', (query, { port, address }) =>
    socket.send(answer(query, records, codes[otherwise]), port, address),
  );
  socket.bind(53, '127.0.0.1');
  await once(socket, 'listening');
  return {
    answersFor(changed, code = 'NXDOMAIN') {
      [records, otherwise] = [changed, code];
    },
    stop: () => new Promise((resolve) => void socket.close(() => resolve())),
  };
}

/** RFC 1035, 4.1. */
function answer(query: Buffer, records: NameRecords, otherwise: number): Buffer {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const type = query.readUInt16BE(at + 1);
  const known = records[labels.join('.').toLowerCase()];
  const wanted = (known ?? []).filter((address) => type === (isIPv6(address) ? types.aaaa : types.a));
  const header = Buffer.from(query.subarray(0, 12));
  // An answer, with recursion.
  header.writeUInt16BE(0x8180 | (known === undefined ? otherwise : 0), 2);
  for (const [index, count] of [1, wanted.length, 0, 0].entries()) header.writeUInt16BE(count, 4 + 2 * index);
  return Buffer.concat([header, query.subarray(12, at + 5), ...wanted.map((address) => recordOf(address, type))]);
}

function recordOf(address: string, type: number): Buffer {
  const data = bytesOf(address);
  const record = Buffer.alloc(12);
  // The name is the question's; class IN, for no time.
  for (const [index, field] of [0xc00c, type, 1, 0, 0, data.length].entries()) record.writeUInt16BE(field, 2 * index);
  return Buffer.concat([record, data]);
}

function bytesOf(address: string): Buffer {
  if (!isIPv6(address)) return Buffer.from(address.split('.').map(Number));
  const [head = '', tail = ''] = address.split('::');
  const [before, after] = [head, tail].map((part) => part.split(':').filter((word) => word !== '')) as [
    string[],
    string[],
  ];
  const words = [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after];
  return Buffer.from(words.map((word) => word.padStart(4, '0')).join(''), 'hex');
}
