import { Failure, type FailureCode } from '../failure.ts';

/** What a call gives back. Electron keeps only an error's message, so an error travels as a value. */
export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly error: { readonly code: FailureCode; readonly message: string; readonly remedy?: string | undefined };
    };

/** What a window is told of a bug: its own message may hold anything, and stays in the log. */
const bug = new Failure('internal', 'Something unexpected went wrong inside Portcullis.', {
  remedy: 'Try again; if it happens again, the log in the data folder says more.',
});

/** Runs a call's work and gives its value or its failure as a reply. `onBug` hears of what no Failure explains. */
export async function replyOf<T>(work: () => T | Promise<T>, onBug: (thrown: unknown) => void): Promise<Reply<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (thrown) {
    if (!(thrown instanceof Failure)) onBug(thrown);
    const { code, message, remedy } = thrown instanceof Failure ? thrown : bug;
    return { ok: false, error: { code, message, remedy } };
  }
}

/** The value of a reply. @throws Failure as it was on the other side */
export function openReply<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value;
  const { code, message, remedy } = reply.error;
  throw new Failure(code, message, remedy === undefined ? {} : { remedy });
}
