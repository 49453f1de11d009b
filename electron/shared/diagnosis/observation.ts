import { isAboutClosing } from '../failure.ts';
import type { SeenHappening, TimelineEntry } from '../views/session-view.ts';
import { type Answer, answerOf } from './answers.ts';
import { lastAnswer, mostTelling, sitesOf } from './sites.ts';

type Failed = Extract<SeenHappening, { readonly event: 'failed' }>;

/** What a timeline says of an attempt, without judging it. */
export interface Observation {
  /** How the attempt failed; undefined where it did not. What failed later, about the closing, does not count. */
  readonly failed: Failed | undefined;
  readonly failedAtMs: number | undefined;
  /** Of two addresses that were knocked at, the one that said more. */
  readonly address: string | undefined;
  readonly addressFamily: 4 | 6 | undefined;
  /** What came back before the knocks; undefined where nobody looked. */
  readonly before: Answer | undefined;
  /** What came back last to the dials after the knocks; undefined where nobody dialled. */
  readonly after: Answer | undefined;
  /** Everything that came back to dials after the knocks. */
  readonly heardAfter: readonly Answer[];
  readonly otherFamily: Answer | undefined;
  /** How often the opening was sent to its end. */
  readonly knockings: number;
  /** The quickest of them, from the first knock to the last; undefined where none was sent to the end. */
  readonly quickestMs: number | undefined;
  readonly openedAtMs: number | undefined;
  readonly wasOpenBefore: boolean;
  /** The host's addresses of both families were knocked at. */
  readonly wereBothKnocked: boolean;
  /** The gate has opened for this profile before, for the address of our own that we have now, or for another one. */
  readonly openedBefore: 'from-here' | 'from-elsewhere' | undefined;
  /** Connections that we have tried there in the minute before the attempt. */
  readonly recentDials: number;
  readonly hasGreeted: boolean;
  readonly hasLoggedIn: boolean;
  /** A person was asked for something during the login. */
  readonly hasAsked: boolean;
}

/** Reads an attempt's timeline, that of its first connection where a session has had several. */
export function observe(timeline: readonly TimelineEntry[]): Observation {
  const failed = timeline.filter((entry) => entry.event === 'failed').find(({ code }) => !isAboutClosing(code));
  const opened = timeline.find((entry) => entry.event === 'open');
  const sites = sitesOf(timeline);
  const site = mostTelling(sites);
  const resolved = timeline.filter((entry) => entry.event === 'resolved');
  const other = timeline.filter((entry) => entry.event === 'heard').findLast(({ to }) => to === 'other-family');
  const durationsMs = knockingsMs(timeline);
  return {
    failed,
    failedAtMs: failed?.atMs,
    address: site?.address,
    addressFamily: site?.family,
    before: site?.before,
    after: site && lastAnswer(site),
    heardAfter: site?.heardAfter ?? [],
    otherFamily: other && answerOf(other.answer, site?.family === 6 ? 4 : 6),
    knockings: durationsMs.length,
    quickestMs: durationsMs.length === 0 ? undefined : Math.min(...durationsMs),
    openedAtMs: opened?.atMs,
    wasOpenBefore: opened?.found === true,
    wereBothKnocked: new Set(sites.map(({ family }) => family)).size > 1,
    openedBefore: resolved.find(({ openedBefore }) => openedBefore !== undefined)?.openedBefore,
    recentDials: resolved[0]?.recentDials ?? 0,
    hasGreeted: timeline.some(({ event }) => event === 'greeted'),
    hasLoggedIn: timeline.some(({ event }) => event === 'ready'),
    hasAsked: timeline.some(({ event }) => event === 'asking'),
  };
}

function knockingsMs(timeline: readonly TimelineEntry[]): number[] {
  const durationsMs: number[] = [];
  let beganAtMs = 0;
  for (const entry of timeline) {
    if (entry.event !== 'sent' || entry.purpose !== 'open') continue;
    if (entry.step === 1) beganAtMs = entry.atMs;
    if (entry.step === entry.of) durationsMs.push(entry.atMs - beganAtMs);
  }
  return durationsMs;
}
