import { connect } from 'node:net';
import { Failure } from '../../../shared/failure.ts';
import { cancelled } from '../../cancel.ts';
import { readSshString, sshString } from '../ssh-string.ts';

/** A key that an agent holds. */
export interface AgentKey {
  /** The public key as it goes over the line (RFC 4253, 6.6), or a certificate. */
  readonly blob: Buffer;
  readonly comment: string;
}

/** What is to be signed with which key. */
export interface SignRequest {
  readonly blob: Buffer;
  readonly data: Buffer;
  /** For RSA: `sha256` or `sha512`; anything else is the key's own. */
  readonly hash: string | undefined;
}

/** Numbers of draft-ietf-sshm-ssh-agent, 5 and 8. */
const message = { failure: 5, list: 11, listAnswer: 12, sign: 13, signAnswer: 14 } as const;
const rsaFlags: Readonly<Record<string, number>> = { sha256: 2, sha512: 4 };
/** As in OpenSSH. */
const longestAnswer = 256 * 1024;
/** A list is no matter for a person; a signature may be: it waits as long as they take. */
const listWithinMs = 5000;

/**
 * The keys of an SSH agent, also those that Portcullis cannot use. An agent of OpenSSH that is locked says that it has none.
 * @param socket its socket, or pipe
 * @throws Failure `agent-unusable`, `cancelled`
 */
export async function listAgentKeys(socket: string, signal: AbortSignal | undefined): Promise<readonly AgentKey[]> {
  const answer = await ask(socket, Buffer.from([message.list]), { signal, withinMs: listWithinMs });
  if (answer[0] !== message.listAnswer || answer.length < 5) throw unusable('it does not list its keys');
  const keys: AgentKey[] = [];
  let at = 5;
  for (let left = answer.readUInt32BE(1); left > 0; left -= 1) {
    const blob = readSshString(answer, at);
    const comment = blob && readSshString(answer, blob.next);
    if (blob === undefined || comment === undefined) throw unusable('its list of keys is damaged');
    keys.push({ blob: blob.bytes, comment: comment.bytes.toString('utf8') });
    at = comment.next;
  }
  return keys;
}

/**
 * Has an agent sign. It may ask the person first.
 * @returns the signature without the name of its algorithm
 * @throws Failure `agent-unusable`, `cancelled`
 */
export async function signWithAgent(
  socket: string,
  { blob, data, hash = '' }: SignRequest,
  signal: AbortSignal | undefined,
): Promise<Buffer> {
  const flags = Buffer.alloc(4);
  flags.writeUInt32BE(rsaFlags[hash] ?? 0);
  const request = Buffer.concat([Buffer.from([message.sign]), sshString(blob), sshString(data), flags]);
  const answer = await ask(socket, request, { signal });
  if (answer[0] === message.failure) throw unusable('it is locked, or has been told not to sign with this key');
  const signature = answer[0] === message.signAnswer ? readSshString(answer, 1)?.bytes : undefined;
  const algorithm = signature && readSshString(signature, 0);
  const bytes = algorithm && readSshString(signature, algorithm.next)?.bytes;
  if (bytes === undefined) throw unusable('its signature is damaged');
  return bytes;
}

function ask(
  socket: string,
  request: Buffer,
  { signal, withinMs = 0 }: { readonly signal: AbortSignal | undefined; readonly withinMs?: number },
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(cancelled());
    const connection = connect(socket);
    let heard: Buffer = Buffer.alloc(0);
    const finish = (settle: () => void) => {
      signal?.removeEventListener('abort', onAbort);
      connection.destroy();
      settle();
    };
    const fail = (why: string) => finish(() => reject(unusable(why)));
    const onAbort = () => finish(() => reject(cancelled()));
    signal?.addEventListener('abort', onAbort, { once: true });
    connection.setTimeout(withinMs, () => fail('it does not answer'));
    connection.once('error', (error: NodeJS.ErrnoException) => fail(whyUnreachable(error)));
    connection.once('close', () => fail('it hung up'));
    connection.on('data', (data: Buffer) => {
      heard = Buffer.concat([heard, data]);
      if (heard.length < 4) return;
      const length = heard.readUInt32BE(0);
      if (length > longestAnswer) return fail('it answers with too much');
      const answer = readSshString(heard, 0)?.bytes;
      if (answer !== undefined) finish(() => resolve(answer));
    });
    connection.write(sshString(request));
  });
}

function whyUnreachable({ code = 'unknown error' }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT' || code === 'ECONNREFUSED') return 'nothing listens at its socket';
  return code === 'EACCES' ? 'its socket is not yours' : code;
}

function unusable(why: string): Failure {
  return new Failure('agent-unusable', `The SSH agent cannot be used: ${why}.`, {
    remedy: 'Look with ssh-add -l; ssh-add -X unlocks an agent that is locked.',
  });
}
