import { asFailure, Failure } from '../../shared/failure.ts';
import type { Questions } from '../../shared/question.ts';
import { checkHostKey, type KnownKey } from './host-key-check.ts';
import type { HostKeyStore } from './host-key-store.ts';
import type { KnownHostsEntry } from './known-hosts.ts';

export interface HostKeyVerifier {
  /** For ssh2, which asks once for each key exchange. */
  readonly verify: (key: Buffer, answer: (isGood: boolean) => void) => void;
  /** Why the key was not accepted; undefined when it was. */
  failure(): Failure | undefined;
}

/** Known goes on, unknown asks and is remembered, changed and revoked refuse loudly (section 4 of the design). */
export function createHostKeyVerifier(plan: {
  readonly host: string;
  readonly port: number;
  readonly address: string;
  readonly entries: readonly KnownHostsEntry[];
  readonly hostKeys: HostKeyStore;
  readonly questions: Questions;
}): HostKeyVerifier {
  let failure: Failure | undefined;
  let accepted: Buffer | undefined;

  const decide = async (key: Buffer): Promise<void> => {
    if (accepted?.equals(key)) return;
    const { host, port, address } = plan;
    const verdict = checkHostKey({ entries: plan.entries, host, port, key });
    if (verdict.verdict === 'revoked') throw revoked(host, verdict.by);
    if (verdict.verdict === 'changed') throw changed(plan, verdict.key, verdict.others);
    if (verdict.verdict === 'unknown') {
      const { kind: keyKind, fingerprint } = verdict.key;
      if (!(await plan.questions.acceptHostKey({ host, port, address, keyKind, fingerprint }))) {
        throw unknown(host, keyKind, fingerprint);
      }
      await plan.hostKeys.remember(host, port, key);
    }
    accepted = key;
  };

  return {
    verify: (key, answer) => {
      decide(key).then(
        () => answer(true),
        (thrown) => {
          failure = asFailure(thrown);
          answer(false);
        },
      );
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
