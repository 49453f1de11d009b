import type { Readable } from 'node:stream';
import type { Client } from 'ssh2';
import { readSshString } from '../ssh-string.ts';
import { insideOf } from './inside.ts';

/** What one side of a connection can do, in its order of preference (RFC 4253, 7.1). */
export interface Offer {
  readonly kex: readonly string[];
  readonly hostKey: readonly string[];
  readonly cipher: readonly string[];
  readonly mac: readonly string[];
  readonly compression: readonly string[];
}

/** As many as the lines before the server's own, and the longest packet that everybody must take (RFC 4253, 6.1). */
const longestHeardBytes = 8192 + 35_000;
const keyExchangeInit = 20;
const cookieBytes = 16;

/**
 * Listens along for what a server offers: ssh2 says only that nothing is in common. It takes nothing from the connection,
 * and stops when it knows.
 * @returns the offer, from the server to us where there are two; undefined before it has come, and where it cannot be read
 */
export function hearOffer(connection: Readable): () => Offer | undefined {
  let heard = Buffer.alloc(0);
  let offer: Offer | undefined;
  const onData = (data: Buffer) => {
    heard = Buffer.concat([heard, data]);
    const packet = firstPacket(heard);
    if (packet === undefined && heard.length <= longestHeardBytes) return;
    connection.off('data', onData);
    offer = packet && readOffer(packet);
    heard = Buffer.alloc(0);
  };
  connection.on('data', onData);
  return () => offer;
}

/** What we offer ourselves. */
export function ownOffer(client: Client): Offer {
  const { kex, serverHostKey, sc } = insideOf(client)._protocol._offer.lists;
  return {
    kex: kex.array,
    hostKey: serverHostKey.array,
    cipher: sc.cipher.array,
    mac: sc.mac.array,
    compression: sc.compress.array,
  };
}

/** The payload of the first packet behind the server's own line, once it is there as a whole. */
function firstPacket(heard: Buffer): Buffer | undefined {
  const line = /^SSH-[^\n]*\n/m.exec(heard.toString('latin1'));
  if (line === null) return undefined;
  const begins = line.index + line[0].length;
  if (heard.length < begins + 5) return undefined;
  const ends = begins + 4 + heard.readUInt32BE(begins);
  if (heard.length < ends) return undefined;
  return heard.subarray(begins + 5, Math.max(begins + 5, ends - heard.readUInt8(begins + 4)));
}

function readOffer(payload: Buffer): Offer | undefined {
  if (payload[0] !== keyExchangeInit) return undefined;
  const lists: string[][] = [];
  let at = 1 + cookieBytes;
  while (lists.length < 8) {
    const list = readSshString(payload, at);
    if (list === undefined) return undefined;
    lists.push(list.bytes.toString('latin1').split(','));
    at = list.next;
  }
  const [kex = [], hostKey = [], , cipher = [], , mac = [], , compression = []] = lists;
  return { kex, hostKey, cipher, mac, compression };
}
