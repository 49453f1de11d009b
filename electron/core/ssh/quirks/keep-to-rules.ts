import type { Client } from 'ssh2';
import { beforeMessage, channelAt, insideOf } from './inside.ts';

/** What a server has done that it must not; the message says it, to go on after 'it sent'. */
export class BrokenRule extends Error {
  override readonly name = 'BrokenRule';
}

/** Smaller packets than this nobody offers, and a paste would be cut into thousands; with 0 ssh2 would send for ever. */
const smallestPacketBytes = 128;
const standardError = 1;
/** So many answers may wait for a server to read them. */
const mostUnread = 10_000;

/**
 * Holds a server to rules that ssh2 does not look after: it takes data beyond the window it gave (memory without bound)
 * and after their end (an error that nobody catches), passes on what it could not read as undefined, answers to a login
 * that nobody has asked for with the next way to log in, and asks again before it was answered.
 * A breach is the client's `error`, a BrokenRule, and nothing of it is acted on.
 */
export function keepToRules(client: Client): void {
  keepLoginRules(client);
  keepChannelRules(client);
  keepReading(client);
}

/** ssh2 answers each question, and keeps the answers for whoever asks without end and reads nothing. */
function keepReading(client: Client): void {
  let unread = 0;
  for (const question of ['GLOBAL_REQUEST', 'CHANNEL_REQUEST', 'CHANNEL_OPEN']) {
    beforeMessage(client, question, () => {
      unread = insideOf(client)._sock.writableLength === 0 ? 0 : unread + 1;
      if (unread > mostUnread) throw new BrokenRule('questions without end, and read no answer');
    });
  }
}

function keepLoginRules(client: Client): void {
  const { _protocol: protocol } = insideOf(client);
  let isBegun = false;
  let isAsked = false;
  let isAnswering = false;
  let isLoggedIn = false;
  for (const ask of ['authNone', 'authPassword', 'authPK', 'authKeyboard'] as const) {
    const send = protocol[ask].bind(protocol);
    protocol[ask] = (...fields) => {
      isAsked = true;
      isAnswering = false;
      send(...fields);
    };
  }
  const sendAnswers = protocol.authInfoRes.bind(protocol);
  protocol.authInfoRes = (...fields) => {
    isAnswering = false;
    sendAnswers(...fields);
  };
  const mustBeAsked = (what: string) => {
    if (!isAsked) throw new BrokenRule(`${what} that nobody had asked for`);
  };
  beforeMessage(client, 'SERVICE_ACCEPT', () => {
    if (isBegun) throw new BrokenRule('the beginning of the login a second time');
    isBegun = true;
  });
  beforeMessage(client, 'USERAUTH_FAILURE', (ways) => {
    mustBeAsked('a refusal');
    isAsked = false;
    if (!Array.isArray(ways)) throw malformed('USERAUTH_FAILURE');
  });
  beforeMessage(client, 'USERAUTH_SUCCESS', () => {
    // Once somebody is in, further ones mean nothing (RFC 4252, 5.1).
    if (!isLoggedIn) mustBeAsked('a welcome');
    isLoggedIn = true;
    isAsked = false;
  });
  beforeMessage(client, 'USERAUTH_BANNER', (text) => mustBeText('USERAUTH_BANNER', text));
  beforeMessage(client, 'USERAUTH_INFO_REQUEST', (name, instructions, prompts) => {
    mustBeAsked('a question');
    if (isAnswering) throw new BrokenRule('a question before the last one was answered');
    isAnswering = true;
    const texts = (prompts as readonly { readonly prompt?: string }[]).map(({ prompt }) => prompt);
    mustBeText('USERAUTH_INFO_REQUEST', name, instructions, ...texts);
  });
}

function keepChannelRules(client: Client): void {
  const mustFit = (id: unknown, data: unknown) => {
    const channel = channelAt(client, id);
    if (channel === undefined) return;
    if (channel.incoming.state !== 'open') throw new BrokenRule('data after their end');
    if ((data as Buffer).length > channel.incoming.window)
      throw new BrokenRule('more than it was allowed to (its window)');
  };
  beforeMessage(client, 'CHANNEL_DATA', mustFit);
  beforeMessage(client, 'CHANNEL_EXTENDED_DATA', (id, data, type) => {
    if (type === standardError) mustFit(id, data);
  });
  beforeMessage(client, 'CHANNEL_OPEN_CONFIRMATION', (info) => {
    const { packetSize } = info as { readonly packetSize: number };
    if (packetSize < smallestPacketBytes) throw new BrokenRule(`a limit of ${packetSize} bytes for each packet`);
  });
  beforeMessage(client, 'CHANNEL_OPEN_FAILURE', (_id, _reason, text) => mustBeText('CHANNEL_OPEN_FAILURE', text));
  beforeMessage(client, 'CHANNEL_REQUEST', (_id, type, _wantsReply, fields) => {
    mustBeText('CHANNEL_REQUEST', type);
    if (type === 'exit-signal') mustBeText('exit-signal', (fields as { readonly signal?: string }).signal);
  });
}

function mustBeText(message: string, ...fields: readonly unknown[]): void {
  if (!fields.every((field) => typeof field === 'string')) throw malformed(message);
}

function malformed(message: string): BrokenRule {
  return new BrokenRule(`a malformed ${message}`);
}
