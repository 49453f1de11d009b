import { asFailure, Failure } from '../../shared/failure.ts';
import type { Questions } from '../../shared/question.ts';
import { describeKey } from './fingerprint.ts';
import { checkHostKey, type KnownKey } from './host-key-check.ts';
import type { HostKeyStore } from './host-key-store.ts';
import type { KnownHostsEntry } from './known-hosts.ts';
import { answerAtOnce } from './quirks/host-key-answers.ts';

/** Judges the host keys of one connection. */
export interface HostKeyVerifier {
  /** For ssh2, which asks at each key exchange. Only a person is waited for, and only at the first exchange. */
  readonly verify: (key: Buffer, answer: (isGood: boolean) => void) => void;
  /**
   * Keeps a key that the person has accepted, once the server has proven that it has the key, which is when the first
   * exchange is complete. The files are read afresh: while the person was asked another connection may have found out
   * which key the host has. @throws Failure `host-key-changed`, `host-key-revoked`, `known-hosts-unreadable`,
   * `data-folder-unusable`
   */
  rememberProven(): Promise<void>;
  /** Why a key was not accepted; undefined when all were. */
  failure(): Failure | undefined;
}

/** Known goes on, unknown asks, changed and revoked refuse loudly (section 4 of the design). */
export function createHostKeyVerifier(plan: {
  readonly host: string;
  readonly port: number;
  readonly address: string;
  readonly entries: readonly KnownHostsEntry[];
  readonly hostKeys: HostKeyStore;
  readonly questions: Questions;
}): HostKeyVerifier {
  const { host, port, address, hostKeys } = plan;
  let failure: Failure | undefined;
  let first: Buffer | undefined;
  let isAccepted = false;
  let isNew = false;

  const look = (entries: readonly KnownHostsEntry[], key: Buffer) => {
    const verdict = checkHostKey({ entries, host, port, key });
    if (verdict.verdict === 'revoked') throw revoked(host, verdict.by);
    if (verdict.verdict === 'changed') throw changed(plan, verdict.key, verdict.others);
    return verdict;
  };
  /** @returns undefined where the key is good, or the person's answer to come; throws or rejects where it is not */
  const judge = (key: Buffer): undefined | Promise<void> => {
    if (first !== undefined) {
      if (isAccepted && first.equals(key)) return undefined;
      throw exchanged(host, first, key);
    }
    first = Buffer.from(key);
    const verdict = look(plan.entries, first);
    if (verdict.verdict === 'known') return undefined;
    const { kind: keyKind, fingerprint } = verdict.key;
    return plan.questions.acceptHostKey({ host, port, address, keyKind, fingerprint }).then((accepts) => {
      if (!accepts) throw unknown(host, keyKind, fingerprint);
      isNew = true;
    });
  };

  return {
    verify(key, answer) {
      answerAtOnce(
        () => judge(key),
        () => {
          isAccepted = true;
          answer(true);
        },
        (thrown) => {
          failure ??= asFailure(thrown);
          answer(false);
        },
      );
    },
    async rememberProven() {
      if (!isNew || first === undefined) return;
      const { verdict } = look(await hostKeys.entries(), first);
      if (verdict === 'unknown') await hostKeys.remember(host, port, first);
    },
    failure: () => failure,
  };
}

function unknown(host: string, keyKind: string, fingerprint: string): Failure {
  return new Failure(
    'host-key-unknown',
    `The ${keyKind} key of ${host} is not known, and was not accepted: ${fingerprint}.`,
    {
      remedy:
        'Compare the fingerprint with the one that the server shows, and accept it (--accept-new) if they are the same.',
    },
  );
}

/** A server keeps the key of a connection through all its key exchanges; another is somebody else's, known or not. */
function exchanged(host: string, before: Buffer, now: Buffer): Failure {
  const [one, other] = [describeKey(before), describeKey(now)];
  return new Failure(
    'host-key-changed',
    `${host} HAS CHANGED ITS HOST KEY IN THE MIDST OF THE CONNECTION, from ${one.kind} ${one.fingerprint} to ` +
      `${other.kind} ${other.fingerprint}. Somebody may be in between and listen. The connection was ended.`,
    { remedy: 'Ask whoever runs the server before you connect again.' },
  );
}

function changed(
  { host, hostKeys }: { readonly host: string; readonly hostKeys: HostKeyStore },
  offered: { readonly kind: string; readonly fingerprint: string },
  others: readonly KnownKey[],
): Failure {
  const known = others.map(
    ({ kind, fingerprint, file, line }) => `${kind} ${fingerprint} (${file ?? hostKeys.path}:${line})`,
  );
  return new Failure(
    'host-key-changed',
    `THE HOST KEY OF ${host} HAS CHANGED. It offers ${offered.kind} ${offered.fingerprint}; known is ${known.join(', ')}. ` +
      'Somebody may be in between and listen, or the server was set up anew. No login was tried.',
    { remedy: 'Ask whoever runs the server. If the change is meant, remove the named lines and connect again.' },
  );
}

function revoked(host: string, { fingerprint, file, line }: KnownKey): Failure {
  return new Failure(
    'host-key-revoked',
    `The key that ${host} offers is marked as revoked: ${fingerprint} (${file ?? 'known_hosts'}:${line}). No login was tried.`,
    { remedy: 'Ask whoever runs the server; this key must not be trusted any more.' },
  );
}
