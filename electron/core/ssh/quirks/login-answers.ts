import type { Client } from 'ssh2';
import { beforeMessage } from './inside.ts';

export interface LoginAnswers {
  /** A try was refused, or was good and not enough (RFC 4252, 5.1). */
  refused(methods: readonly string[], isPartialSuccess: boolean): void;
}

/**
 * Hears the server's answers to a login. ssh2 tells its handler the list and the partial success of the last try, but not those of an
 * agent's keys, and every key of ours is offered as an agent's: only so may its signature, or its passphrase, take its time. To ask
 * with `none` instead costs one of sshd's tries.
 * @param client whose `connect` has been called, in the same turn
 */
export function hearLoginAnswers(client: Client, { refused }: LoginAnswers): void {
  beforeMessage(client, 'USERAUTH_FAILURE', (methods, isPartial) => {
    // The list was looked at before (keepToRules).
    refused(methods as readonly string[], isPartial === true);
  });
}
