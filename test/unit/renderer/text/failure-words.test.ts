import { describe, expect, it } from 'vitest';
import { failureMeanings, failureTitles } from '../../../../renderer/text/failure-words.ts';
import { gateStateWords } from '../../../../renderer/text/gate-words.ts';
import { practiceSentence } from '../../../../renderer/text/practice-words.ts';
import { usualWays, wayNames } from '../../../../renderer/text/way-words.ts';

const words = [failureTitles, failureMeanings, gateStateWords, wayNames, { practiceSentence, usualWays }].flatMap(
  (texts) => Object.values<string>(texts),
);

describe('the wording', () => {
  it('is calm: no exclamation mark, no please', () => {
    expect(words.filter((text) => /!|\bplease\b/i.test(text))).toEqual([]);
  });

  it('says open and shut of gates, not closed or locked', () => {
    expect(words.filter((text) => /\b(?:closed|locked|unlocked)\b/i.test(text))).toEqual([]);
  });

  it('has headlines without a full stop, and meanings with one', () => {
    expect(Object.values(failureTitles).filter((title) => title.endsWith('.'))).toEqual([]);
    expect(Object.values(failureMeanings).filter((meaning) => !meaning.endsWith('.'))).toEqual([]);
  });
});
