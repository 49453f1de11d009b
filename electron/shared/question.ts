/** What a login asks the person. The texts of `interactive` come from the server and were made plain. */
export type SecretQuestion =
  | { readonly kind: 'password'; readonly user: string; readonly host: string; readonly attempt: number }
  | { readonly kind: 'passphrase'; readonly path: string; readonly attempt: number }
  | {
      readonly kind: 'interactive';
      readonly user: string;
      readonly host: string;
      readonly title: string;
      readonly instructions: string;
      readonly prompt: string;
      /** Whether what is typed may be shown. */
      readonly echo: boolean;
      /** How many prompts the server asks at once; this is one of them. */
      readonly of: number;
      /** Which of the server's rounds of prompts in this try to log in, from 1. */
      readonly round: number;
    };

/** A host key that nobody knows yet. */
export interface HostKeyQuestion {
  readonly host: string;
  readonly port: number;
  readonly address: string;
  /** ED25519, ECDSA or RSA. */
  readonly keyKind: string;
  /** As ssh-keygen prints it, `SHA256:…`. */
  readonly fingerprint: string;
}

/** Only the last one-time sequence is left for a host: knockd 0.8 crashes when it is used. */
export interface LastSequenceQuestion {
  readonly host: string;
}

/** Asks the person. The host (a terminal, a window) decides how; what is answered is never kept here. */
export interface Questions {
  /** undefined: the person gives up, and the login ends. */
  secret(question: SecretQuestion): Promise<string | undefined>;
  acceptHostKey(question: HostKeyQuestion): Promise<boolean>;
}
