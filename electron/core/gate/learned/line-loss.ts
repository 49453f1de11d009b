import { type GateLore, unknownLine } from './gate-lore.ts';

type Seen = Pick<GateLore, 'attempts' | 'failedAttempts'>;

/** Of what is seen: the last fifty attempts count for about all. */
const fading = 0.98;
/** 1 % lost each way: no line is believed to be better. */
const leastSilent = 1 - 0.99 ** 2;
/**
 * What of an attempt's way is a dial's: there and back, of three knocks there, and of dials of which one in two is enough. More
 * steps pass for more loss and ask for more looks, fewer for less, as a shorter closing is lost less often.
 */
const dialsInAttempt = 0.55;
const leastFailed = 1 - (1 - leastSilent) ** (1 / dialsInAttempt);
/** And of a closing's way: it is lost with any of its three knocks, or of the two before them. */
const dialsInClosing = 2.5;
/** Of so many gates that are called shut one may be open; and what is rarer has another cause. */
const rarely = 1 / 1000;
/** More would tell a person nothing new for a long time. */
const mostLooks = 12;
/** Rule 6 of the gate. */
const mostClosings = 8;

/** How often a dial at this gate stays silent though it is open, from 0 to 1. */
export function silentShare(lore: Seen | undefined): number {
  const { attempts, failedAttempts } = lore ?? unknownLine;
  return Math.min(0.9, Math.max(leastSilent, 1 - (1 - failedAttempts / attempts) ** dialsInAttempt));
}

/** Whether the loss alone explains that so many openings in a row were not seen in their first attempt. */
export function isLostLikely({ attempts, failedAttempts, doubtful }: Seen & Pick<GateLore, 'doubtful'>): boolean {
  const before = (failedAttempts - doubtful) / Math.max(1, attempts - doubtful);
  return Math.max(leastFailed, before) ** doubtful > rarely;
}

/** Whether the loss alone explains that a gate is open after so many closings. */
export function areLostLikely(lore: Seen | undefined, closings: number): boolean {
  return lostShare(lore) ** closings > rarely;
}

/** How many closings are enough where nobody looks any more: with so many silent looks the gate is then open once in a thousand. */
export function closingsEnough(lore: Seen | undefined, silentLooks: number): number {
  const isOpenStill = (closings: number) => lostShare(lore) ** closings * silentShare(lore) ** silentLooks > rarely;
  let closings = 1;
  while (closings < mostClosings && isOpenStill(closings)) closings += 1;
  return closings;
}

/** How often a closing is lost on the way, from 0 to 1. */
function lostShare(lore: Seen | undefined): number {
  return 1 - (1 - silentShare(lore)) ** dialsInClosing;
}

/** How many looks must stay silent in a row before a gate is called shut. */
export function silentLooks(lore: Seen | undefined): number {
  return Math.min(mostLooks, Math.ceil(Math.log(rarely) / Math.log(silentShare(lore)) - 1e-9));
}

/** What is known of the line after one more opening: whether its first attempt was answered. */
export function lineAfter(before: Seen | undefined, isFirstAttempt: boolean): Seen {
  const { attempts, failedAttempts } = before ?? unknownLine;
  return {
    attempts: attempts * fading + 1,
    failedAttempts: failedAttempts * fading + (isFirstAttempt ? 0 : 1),
  };
}
