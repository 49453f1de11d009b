import type { LoreView } from '../../electron/shared/views/gate-view.ts';
import { durationWords } from './duration-words.ts';

/** What was learned of a gate, in a sentence. @param isFixed the profile has a pause of its own, which is taken instead */
export function loreWords({ paceMs, opensAfterMs, countsDials }: LoreView, isFixed: boolean): string {
  const pace = isFixed ? '' : `${durationWords(paceMs)} between knocks; `;
  const counting = countsDials ? ' Its firewall counts new connections: there is one a session.' : '';
  return `Learned: ${pace}it opens ${durationWords(opensAfterMs)} after the last.${counting}`;
}
