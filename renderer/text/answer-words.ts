const words: Readonly<Record<string, string>> = {
  answered: 'answered',
  accepted: 'no word',
  silence: 'silence',
  ECONNREFUSED: 'refused',
  ECONNRESET: 'cut off',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'no route',
  EACCES: 'not allowed',
};

/** What came back to a dial, in a word or two; an error that has none is called by its code. */
export function answerWords(answer: string): string {
  return words[answer] ?? `error ${answer}`;
}
