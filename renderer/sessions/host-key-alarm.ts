import type { FailureView } from '../../electron/shared/views/session-view.ts';

/** A host key as a failure names it. */
export interface NamedKey {
  /** ED25519, ECDSA or RSA; undefined where the failure does not say. */
  readonly kind: string | undefined;
  readonly fingerprint: string;
  /** The file and line that know it. */
  readonly place: string | undefined;
}

/** The two sides of a host key that must not be trusted. */
export interface HostKeyAlarm {
  readonly offered: NamedKey | undefined;
  readonly known: readonly NamedKey[];
}

/** Whether a failure is the one that stops everything. */
export function isHostKeyAlarm({ code }: FailureView): boolean {
  return code === 'host-key-changed' || code === 'host-key-revoked';
}

const namedKey = /(?:\b(ED25519|ECDSA|RSA|DSA) )?(SHA256:[A-Za-z0-9+/]+=*)(?: \(([^()]*:\d+)\))?/g;

/** Reads the fingerprints out of the sentence in which the core names them: the offered key first, then those known. */
export function hostKeyAlarm({ message }: FailureView): HostKeyAlarm {
  const keys = [...message.matchAll(namedKey)].map(
    ([, kind, fingerprint = '', place]): NamedKey => ({ kind, fingerprint, place }),
  );
  return { offered: keys[0], known: keys.slice(1) };
}
