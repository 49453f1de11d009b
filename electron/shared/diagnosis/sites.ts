import type { TimelineEntry } from '../views/session-view.ts';
import { type Answer, answerOf } from './answers.ts';

/** One address of the host, and what was heard from it. */
export interface Site {
  readonly address: string;
  readonly family: 4 | 6;
  readonly before: Answer | undefined;
  readonly heardAfter: readonly Answer[];
}

/** The addresses that an attempt knocked at: one, or two where both families are tried in turn. */
export function sitesOf(timeline: readonly TimelineEntry[]): readonly Site[] {
  const sites = new Map<string, Site>();
  let current: Site | undefined;
  const keep = (site: Site | undefined) => {
    current = site;
    if (site !== undefined) sites.set(site.address, site);
  };
  for (const entry of timeline) {
    if (entry.event === 'resolved') {
      const { address, family } = entry;
      keep(sites.get(address) ?? { address, family, before: undefined, heardAfter: [] });
    }
    // The second round says by its dials where it is.
    if (entry.event === 'dialled') keep(sites.get(entry.address) ?? current);
    if (entry.event !== 'heard' || current === undefined) continue;
    const answer = answerOf(entry.answer, current.family);
    if (entry.to === 'look') keep({ ...current, before: answer });
    if (entry.to === 'dials') keep({ ...current, heardAfter: [...current.heardAfter, answer] });
  }
  return [...sites.values()];
}

/** What came back last after the knocks: between answers a dial that heard nothing says little. */
export function lastAnswer({ heardAfter }: Site): Answer | undefined {
  return heardAfter.findLast((answer) => answer !== 'silence') ?? heardAfter.at(-1);
}

const telling: readonly (Answer | undefined)[] = [
  'answered',
  'refused',
  'denied',
  'unreachable',
  'accepted',
  'silence',
  undefined,
];

/** Of several addresses the one that has said most; the first of those alike. */
export function mostTelling(sites: readonly Site[]): Site | undefined {
  const rank = (site: Site) => telling.indexOf(lastAnswer(site));
  return sites.toSorted((one, other) => rank(one) - rank(other))[0];
}
