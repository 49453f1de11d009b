import type { Argument, CallName, EventMessage, EventName, Events, Result } from './contract.ts';
import { openReply, type Reply } from './reply.ts';

/** The two functions that the bridge gives a page. */
export interface Bridge {
  call(name: string, argument: unknown): Promise<Reply<unknown>>;
  /** @returns the function that ends the subscription */
  listen(listener: (message: EventMessage) => void): () => void;
}

/** The window's side of the contract. */
export interface Client {
  /** @throws Failure */
  call<Name extends CallName>(
    name: Name,
    ...argument: Argument<Name> extends undefined ? [] : [argument: Argument<Name>]
  ): Promise<Result<Name>>;
  /** @returns the function that ends the subscription */
  on<Name extends EventName>(name: Name, listener: (payload: Events[Name]) => void): () => void;
}

export function createClient(bridge: Bridge): Client {
  return {
    call: async (name, ...argument) => openReply(await bridge.call(name, argument[0])) as Result<typeof name>,
    on: (name, listener) =>
      bridge.listen(([happened, payload]) => {
        if (happened === name) listener(payload as Events[typeof name]);
      }),
  };
}
