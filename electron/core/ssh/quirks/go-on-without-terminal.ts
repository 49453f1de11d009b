import type { Client } from 'ssh2';
import { channelAt, type InnerChannel, insideOf } from './inside.ts';

/**
 * Lets a shell begin without a terminal where the server gives none (`restrict`, `no-pty`, `PermitTTY no`), as ssh(1) does.
 * ssh2 closes the channel, and a second one is more than `MaxSessions 1` allows; so the refusal of a terminal is passed on
 * to it as a consent.
 * @returns whether a channel was refused a terminal
 */
export function goOnWithoutTerminal(client: Client): (channel: object) => boolean {
  const { _protocol: protocol } = insideOf(client);
  const { _handlers: handlers } = protocol;
  const [consent, refusal] = [handlers['CHANNEL_SUCCESS'], handlers['CHANNEL_FAILURE']];
  if (consent === undefined || refusal === undefined)
    throw new Error('ssh2 does not hear the answers of channels any more');
  const asked = new Set<number>();
  const refused = new WeakSet<object>();
  const askForTerminal = protocol.pty.bind(protocol);
  protocol.pty = (theirId, ...fields) => {
    asked.add(theirId as number);
    askForTerminal(theirId, ...fields);
  };
  /** The first answer on a channel is that to the terminal: it is asked for before anything else. */
  const answers = (id: unknown): InnerChannel | undefined => {
    const channel = channelAt(client, id);
    return channel !== undefined && asked.delete(channel.outgoing.id) ? channel : undefined;
  };
  handlers['CHANNEL_SUCCESS'] = (given, id) => {
    answers(id);
    consent(given, id);
  };
  handlers['CHANNEL_FAILURE'] = (given, id) => {
    const channel = answers(id);
    if (channel === undefined) return refusal(given, id);
    refused.add(channel);
    consent(given, id);
  };
  return (channel) => refused.has(channel);
}
