import { expect, it } from 'vitest';
import { answerWords } from '../../../../renderer/text/answer-words.ts';

it('words an answer, and names the code of one that has no words', () => {
  expect(['silence', 'ECONNREFUSED', 'ENOPROTOOPT'].map(answerWords)).toEqual([
    'silence',
    'refused',
    'error ENOPROTOOPT',
  ]);
});
