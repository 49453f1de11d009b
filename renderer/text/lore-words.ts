import type { LoreView } from '../../electron/shared/views/gate-view.ts';
import { durationWords } from './duration-words.ts';

/** What was learned of a gate, in a few sentences. @param isFixed the profile has a pause of its own, which is taken instead */
export function loreWords(lore: LoreView, isFixed: boolean): string {
  const { paceMs, opensAfterMs, countsDials, isBehindTaker, sharing } = lore;
  const pace = isFixed ? '' : `${durationWords(paceMs)} between knocks; `;
  return [
    `Learned: ${pace}it opens ${durationWords(opensAfterMs)} after the last knock.`,
    ...(countsDials ? ['Its firewall counts new connections: there is one a session.'] : []),
    ...(isBehindTaker ? ['Something in front of it takes every connection: it is knocked all the same.'] : []),
    ...(sharing === undefined ? [] : [sharingWords[sharing]]),
  ].join(' ');
}

const sharingWords = {
  perhaps: 'Perhaps others use it from here: a lost closing is not repeated.',
  no: 'You said that only you use it.',
} as const;
