import type { Client } from 'ssh2';
import { Failure } from '../../../shared/failure.ts';

export interface LoginAnswers {
  /** A try was refused, or was good and not enough (RFC 4252, 5.1). */
  refused(methods: readonly string[], isPartialSuccess: boolean): void;
  /** The server tells something, and asks nothing. */
  told(title: string, instructions: string): void;
}

/**
 * Hears the server's answers to a login. ssh2 tells its handler the list and the partial success of the last try, but not those of an
 * agent's keys, and every key of ours is offered as an agent's: only so may its signature, or its passphrase, take its time. To ask
 * with `none` instead costs one of sshd's tries. And it answers a round without prompts without a word.
 * @param client whose `connect` has been called, in the same turn
 */
export function hearLoginAnswers(client: Client, { refused, told }: LoginAnswers): void {
  const handlers = (client as unknown as Internals)._protocol?._handlers;
  const failure = handlers?.USERAUTH_FAILURE;
  const request = handlers?.USERAUTH_INFO_REQUEST;
  if (handlers === undefined || failure === undefined || request === undefined) {
    throw new Failure('internal', 'This version of ssh2 does not tell how a server answers.');
  }
  handlers.USERAUTH_FAILURE = (protocol, methods, isPartial) => {
    refused(methods ?? [], isPartial === true);
    failure(protocol, methods, isPartial);
  };
  handlers.USERAUTH_INFO_REQUEST = (protocol, title, instructions, prompts) => {
    if (!(prompts?.length > 0)) told(title, instructions);
    request(protocol, title, instructions, prompts);
  };
}

/** Of ssh2 1.17. */
interface Internals {
  readonly _protocol?: {
    readonly _handlers?: {
      USERAUTH_FAILURE?: (protocol: unknown, methods: readonly string[], isPartial: boolean) => void;
      USERAUTH_INFO_REQUEST?: (
        protocol: unknown,
        title: string,
        instructions: string,
        prompts: readonly unknown[],
      ) => void;
    };
  };
}
