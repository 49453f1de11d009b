import { parseSequence, type Step } from '../../electron/shared/sequence.ts';

/** What a pasted text says of a gate, besides the opening that it always has. */
export interface PastedGate {
  readonly open: readonly Step[];
  readonly close?: readonly Step[];
  readonly host?: string;
  readonly delayMs?: number;
  readonly seqTimeoutS?: number;
  /** The server shuts by itself (knockd's `cmd_timeout`). */
  readonly opensForS?: number;
}

/**
 * Reads what people have at hand: a sequence in any notation, a `knock` command line, one door or the whole of a
 * knockd.conf, a shell loop over ports.
 * @throws SequenceFailure where no sequence can be read
 */
export function readPastedGate(text: string): PastedGate {
  const doors = readDoors(text);
  if (doors !== undefined) return doors;
  const command = /(?:^|[\s/;&])knock\s+(.+)/s.exec(text)?.[1];
  if (command !== undefined) return readKnockCommand(command);
  const loop = /\bfor\s+\w+\s+in\s+([^;\n]+?)\s*(?:;|\n|$)/.exec(text)?.[1];
  return { open: parseSequence(tidied(loop ?? text)) };
}

/** True when a text is more than the ports of one field: it is read as a whole, and not step by step. */
export function isWholeSequence(text: string): boolean {
  return /[\s,;=→>]/.test(text.trim());
}

/** `[7000, "8000/udp"]`, `7000 → 8000`, `7000 udp; 8000`, `tcp:7000`: the same said otherwise. */
function tidied(text: string): string {
  return text
    .trim()
    .replace(/[[\](){}"'`]/g, ' ')
    .replace(/\s*(?:→|->|=>|>|;|\|)\s*/g, ', ')
    .replace(/\b(tcp|udp)[:/](\d+)/gi, '$2:$1')
    .replace(/(\d)\s*[:/]?\s+(tcp|udp)\b/gi, '$1:$2')
    .replace(/(?:,\s*)+/g, ', ')
    .replace(/^[\s,]+|[\s,]+$/g, '');
}

/** knock(1): `knock [-u] [-d MS] [-4|-6] [-v] HOST PORT[:PROTOCOL]…` */
function readKnockCommand(command: string): PastedGate {
  const words = (command.split(/\n|;|&&|\|/)[0] ?? '').trim().split(/\s+/);
  let protocol: 'tcp' | 'udp' = 'tcp';
  let delayMs: number | undefined;
  while (words[0]?.startsWith('-') === true) {
    const option = words.shift() ?? '';
    if (/^(?:-u|--udp)$/.test(option)) protocol = 'udp';
    const delay = /^(?:-d|--delay)=?(\d+)?$/.exec(option);
    if (delay !== null) delayMs = Number(delay[1] ?? words.shift());
  }
  const host = words.shift() ?? '';
  const open = parseSequence(words.join(' '), protocol);
  return { open, host, ...(delayMs !== undefined && Number.isInteger(delayMs) ? { delayMs } : {}) };
}

/** knockd.conf: sections of `key = value`; the door that shuts is the one whose name or command says so. */
function readDoors(text: string): PastedGate | undefined {
  if (!/^\s*sequence\s*=/im.test(text)) return undefined;
  const doors = text.split(/^\s*(?=\[)/m).filter((door) => /^\s*sequence\s*=/im.test(door));
  const value = (door: string, key: string) => new RegExp(`^\\s*${key}\\s*=\\s*(.+?)\\s*$`, 'im').exec(door)?.[1];
  const shuts = (door: string) =>
    /^\s*\[[^\]]*(?:close|shut)/i.test(door) && !/open/i.test(/\[([^\]]*)\]/.exec(door)?.[1] ?? '')
      ? true
      : /^\s*(?:start_)?command\s*=.*\s-D\s/im.test(door);
  const closing = doors.length > 1 ? doors.find(shuts) : undefined;
  const opening = doors.find((door) => door !== closing) ?? '';
  const seconds = (door: string, key: string) => {
    const number = Number(value(door, key));
    return Number.isInteger(number) && number > 0 ? number : undefined;
  };
  const seqTimeoutS = seconds(opening, 'seq_timeout');
  const opensForS = seconds(opening, 'cmd_timeout');
  return {
    open: parseSequence(value(opening, 'sequence') ?? ''),
    ...(closing === undefined ? {} : { close: parseSequence(value(closing, 'sequence') ?? '') }),
    ...(seqTimeoutS === undefined ? {} : { seqTimeoutS }),
    ...(opensForS === undefined || closing !== undefined ? {} : { opensForS }),
  };
}
