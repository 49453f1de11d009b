/**
 * Answers ssh2's question about a host key at once where the judgement is there at once. ssh2 asks at each key exchange, and
 * while it waits in the midst of a session it has dropped its own mark of the exchange: what is written meanwhile leaves as
 * packets that sshd calls bad, and the session dies. So only the first question may wait, and only for a person.
 * @param judge throws or rejects where the key is not good
 */
export function answerAtOnce(
  judge: () => undefined | Promise<void>,
  accept: () => void,
  refuse: (thrown: unknown) => void,
): void {
  try {
    const judged = judge();
    if (judged === undefined) accept();
    else judged.then(accept, refuse);
  } catch (thrown) {
    refuse(thrown);
  }
}

/**
 * Drops an answer for a connection that has gone, at which ssh2 throws. One that comes later than at once has ssh2 go on
 * with the key exchange outside of its own reading, where nothing catches what it throws at a malformed reply.
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
