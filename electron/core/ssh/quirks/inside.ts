import type { Client } from 'ssh2';

/** The version of ssh2 that this room knows from within. Another one has to be read again, quirk by quirk. */
export const knownVersion = '1.17.0';

/** A channel that both sides have opened. */
export interface InnerChannel {
  readonly incoming: { readonly window: number; readonly state: string };
  readonly outgoing: { readonly id: number };
}

type Handler = (protocol: object, ...fields: readonly unknown[]) => void;

/** What this room touches of a client beyond its public calls; there once `connect` was called. */
export interface Inside {
  readonly _protocol: {
    /** What is done with each message, by its name in the RFCs. */
    readonly _handlers: { [message: string]: Handler };
    readonly _offer: { readonly lists: OwnLists };
    authPassword(...fields: readonly unknown[]): void;
    authPK(...fields: readonly unknown[]): void;
    authKeyboard(...fields: readonly unknown[]): void;
    authNone(...fields: readonly unknown[]): void;
    authInfoRes(...fields: readonly unknown[]): void;
    /** Its first field is the channel's number on the server's side. */
    pty(...fields: readonly unknown[]): void;
  };
  readonly _sock: { readonly writableLength: number };
  /** By the number on our side; a function while the channel is being opened. */
  readonly _chanMgr: { get(id: number): InnerChannel | (() => void) | undefined };
}

interface OwnList {
  readonly array: readonly string[];
}

interface OwnLists {
  readonly kex: OwnList;
  readonly serverHostKey: OwnList;
  readonly cs: { readonly cipher: OwnList; readonly mac: OwnList; readonly compress: OwnList };
  readonly sc: { readonly cipher: OwnList; readonly mac: OwnList; readonly compress: OwnList };
}

export function insideOf(client: Client): Inside {
  return client as unknown as Inside;
}

/**
 * Has `look` see each message of a kind before ssh2 acts on it. Of a packet that is too short some fields are undefined.
 * What `look` throws ends the reading, and is the client's `error`.
 */
export function beforeMessage(client: Client, message: string, look: (...fields: readonly unknown[]) => void): void {
  const { _handlers: handlers } = insideOf(client)._protocol;
  const act = handlers[message];
  if (act === undefined) throw new Error(`ssh2 does nothing with ${message} any more`);
  handlers[message] = (protocol, ...fields) => {
    look(...fields);
    act(protocol, ...fields);
  };
}

/** The open channel of that number on our side. */
export function channelAt(client: Client, id: unknown): InnerChannel | undefined {
  const channel = insideOf(client)._chanMgr.get(id as number);
  return typeof channel === 'object' ? channel : undefined;
}
