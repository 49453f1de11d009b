import type { AnyAuthMethod, AuthHandlerMiddleware } from 'ssh2';

/**
 * Drops answers for a connection that has gone meanwhile: ssh2 throws at them, and outside of anything that would catch it.
 * @param handler answers which way to log in comes next, some time later
 */
export function withoutLateMethods(handler: AuthHandlerMiddleware, isGone: () => boolean): AuthHandlerMiddleware {
  return (methodsLeft, partialSuccess, next) => {
    const answer = next as (method: AnyAuthMethod | false) => void;
    const inTime = (method: AnyAuthMethod | false) => {
      if (isGone()) return;
      answer(method === false ? method : withoutLateAnswers(method, isGone));
    };
    handler(methodsLeft, partialSuccess, inTime as typeof next);
  };
}

function withoutLateAnswers(method: AnyAuthMethod, isGone: () => boolean): AnyAuthMethod {
  if (method.type !== 'keyboard-interactive') return method;
  const { prompt } = method;
  return {
    ...method,
    prompt: (title, instructions, language, prompts, finish) =>
      prompt(title, instructions, language, prompts, (answers) => isGone() || finish(answers)),
  };
}

/**
 * The same for the question about a host key. An answer that comes later than at once has ssh2 go on with the key exchange
 * outside of its own reading, where nothing catches what it throws at a reply that is malformed.
 * @param onError takes that
 */
export function withoutLateVerdicts(
  verify: (key: Buffer, answer: (isGood: boolean) => void) => void,
  isGone: () => boolean,
  onError: (error: Error) => void,
): (key: Buffer, answer: (isGood: boolean) => void) => void {
  return (key, answer) => {
    let isAtOnce = true;
    verify(key, (isGood) => {
      if (isGone()) return;
      if (isAtOnce) return answer(isGood);
      try {
        answer(isGood);
      } catch (thrown) {
        onError(thrown instanceof Error ? thrown : new Error(String(thrown)));
      }
    });
    isAtOnce = false;
  };
}
