import type { ParsedKey } from 'ssh2';
import { Failure } from '../../../shared/failure.ts';
import type { Questions } from '../../../shared/question.ts';
import { plainServerText } from '../../../shared/server-text.ts';
import { cancelled } from '../../cancel.ts';
import { type AgentKey, signWithAgent } from '../agents/agent-client.ts';
import { describeKey } from '../fingerprint.ts';
import type { PrivateKeyFile } from '../key-file.ts';
import type { Signer } from '../quirks/one-key-agent.ts';

/** A key to log in with. */
export interface Identity {
  /** As it goes over the line (RFC 4253, 6.6); undefined until it is unlocked. */
  readonly publicKey: Buffer | undefined;
  /** The key's file, or who holds it. */
  readonly from: string;
  /** Tells the public key where it is not known yet. @throws as `sign` */
  reveal(): Promise<Buffer>;
  /** @throws Failure `key-unusable`, `agent-unusable`; `cancelled` where the person gives up */
  readonly sign: Signer;
}

/** What a person is told of a key. */
export function identityWords(publicKey: Buffer, from: string): string {
  const { kind, fingerprint } = describeKey(publicKey);
  return `${kind} ${fingerprint} (${from})`;
}

/** A key that an agent holds. @param path the file of it that is named, if any */
export function agentIdentity(
  {
    socket,
    path,
    signal,
  }: { readonly socket: string; readonly path?: string; readonly signal?: AbortSignal | undefined },
  { blob, comment }: AgentKey,
): Identity {
  const name = plainServerText(comment, 100).replaceAll(/\s+/g, ' ');
  return {
    publicKey: blob,
    from: `${path === undefined ? name : path}, in the agent`.replace(/^, /, ''),
    reveal: () => Promise.resolve(blob),
    sign: (data, hash) => signWithAgent(socket, { blob, data, hash }, signal),
  };
}

/** A key in a file. Its passphrase is asked for when the server would take it, or where nothing else tells which key it is. */
export function fileIdentity(path: string, file: PrivateKeyFile, questions: Questions): Identity {
  let unlocked: Promise<ParsedKey> | undefined;
  const unlock = async () => {
    const key = await file.unlock(({ attempt }) => questions.secret({ kind: 'passphrase', path, attempt }));
    if (key === undefined) throw cancelled();
    if (file.publicKey === undefined || key.getPublicSSH().equals(file.publicKey)) return key;
    throw new Failure('key-unusable', `The key file ${path} holds another key than the public one beside it says.`, {
      remedy: 'Remove the .pub file, or write it anew with ssh-keygen -y -f and the key file.',
    });
  };
  const key = () => {
    unlocked ??= unlock();
    return unlocked;
  };
  return {
    publicKey: file.publicKey,
    from: path,
    reveal: async () => file.publicKey ?? (await key()).getPublicSSH(),
    async sign(data, hash) {
      const signature = (await key()).sign(data, hash);
      if (Buffer.isBuffer(signature)) return signature;
      throw new Failure('key-unusable', `The key file ${path} does not sign.`, { remedy: 'Make a new key.' });
    },
  };
}
