import { type GateLore, unknownLine } from './gate-lore.ts';

type Seen = Pick<GateLore, 'openDials' | 'silentDials'>;

/** Of what is seen: the last fifty dials count for about all. */
const fading = 0.98;
/** 1 % lost each way: no line is believed to be better. */
const leastSilent = 1 - 0.99 ** 2;
/** Of so many gates that are called shut one may be open. */
const rarely = 1 / 1000;
/** More would tell a person nothing new for a long time. */
const mostLooks = 12;

/** How often a dial at this gate stays silent though it is open, from 0 to 1. */
export function silentShare(lore: Seen | undefined): number {
  const { openDials, silentDials } = lore ?? unknownLine;
  return Math.min(0.9, Math.max(leastSilent, silentDials / openDials));
}

/** How many looks must stay silent in a row before a gate is called shut. */
export function silentLooks(lore: Seen | undefined): number {
  return Math.min(mostLooks, Math.ceil(Math.log(rarely) / Math.log(silentShare(lore)) - 1e-9));
}

/** What is known of the line after dials at a gate that was open all the time. */
export function lineAfter(
  before: Seen | undefined,
  dials: { readonly answered: number; readonly silent: number },
): Seen {
  let { openDials, silentDials } = before ?? unknownLine;
  for (let dial = 0; dial < dials.answered + dials.silent; dial += 1) {
    openDials = openDials * fading + 1;
    silentDials = silentDials * fading + (dial < dials.silent ? 1 : 0);
  }
  return { openDials, silentDials };
}
