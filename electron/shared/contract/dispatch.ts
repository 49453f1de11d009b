import { Failure } from '../failure.ts';
import { issueLines } from '../issue-lines.ts';
import { type CallName, contract, type Handlers } from './contract.ts';
import { type Reply, replyOf } from './reply.ts';

/**
 * Makes the one way in: a call is let through when the contract has its name and its argument fits the schema.
 * @param handlers what the app implements
 * @param onBug hears of what no Failure explains; its message stays on this side of the border
 */
export function createDispatcher(
  handlers: Handlers,
  onBug: (name: string, thrown: unknown) => void,
): (name: unknown, argument: unknown) => Promise<Reply<unknown>> {
  return (name, argument) =>
    replyOf(
      () => {
        if (typeof name !== 'string' || !Object.hasOwn(contract, name)) throw refused('no such call');
        const parsed = contract[name as CallName].argument.safeParse(argument);
        if (!parsed.success) throw refused(parsed.error.issues.flatMap((issue) => issueLines(issue)).join('; '));
        const handler = handlers[name as CallName] as (argument: unknown) => unknown;
        return handler(parsed.data);
      },
      (thrown) => onBug(String(name), thrown),
    );
}

function refused(why: string): Failure {
  return new Failure('internal', `The window asked for something that it may not: ${why}.`);
}
