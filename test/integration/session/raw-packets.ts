import type { Connection } from 'ssh2';
import { sshString } from '../../../electron/core/ssh/ssh-string.ts';

interface InnerProtocol {
  readonly _cipher: { allocPacket(length: number): Buffer; encrypt(packet: Buffer): void };
}

/** Has a server of ssh2's send a packet as it is, whether it makes sense or not. */
export function sendRaw(connection: Connection, payload: Buffer): void {
  const { _cipher: cipher } = (connection as unknown as { _protocol: InnerProtocol })._protocol;
  const packet = cipher.allocPacket(payload.length);
  packet.set(payload, 5);
  cipher.encrypt(packet);
}

/** The number of a message, and its fields: numbers take four bytes, texts and Buffers are `string`s of RFC 4251, true and false a byte. */
export function payloadOf(message: number, ...fields: readonly (number | string | Buffer | boolean)[]): Buffer {
  return Buffer.concat([Buffer.from([message]), ...fields.map(fieldOf)]);
}

function fieldOf(field: number | string | Buffer | boolean): Buffer {
  if (typeof field === 'boolean') return Buffer.from([Number(field)]);
  if (typeof field !== 'number') return sshString(field);
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(field);
  return bytes;
}

/** RFC 4250, 4.1.2. */
export const messages = {
  disconnect: 1,
  ignore: 2,
  serviceAccept: 6,
  loginFailure: 51,
  loginSuccess: 52,
  banner: 53,
  infoRequest: 60,
  channelOpenConfirmation: 91,
  channelData: 94,
  channelExtendedData: 95,
  channelEof: 96,
  channelRequest: 98,
} as const;
