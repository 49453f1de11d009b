import { addressOrNone, type Way } from '../reach/local-address.ts';
import type { Reach } from '../reach/reach.ts';
import type { JournalEntry } from './journal.ts';

/** Where this computer is, seen from a gate that was opened for another address of its own. */
export interface Elsewhere {
  /** The address that the gate was opened for; undefined without a network, when it may yet come back. */
  readonly openedFor: string | undefined;
  /** Why nothing is knocked, for a person. */
  readonly why: string;
}

/**
 * Whether a gate was opened for another address than this computer has on the way there now. From there nothing is knocked
 * (rule 8 of the gate), and it would be in vain: a daemon shuts for the address that knocks.
 * @param addressTowards says which address we have on a way
 * @returns undefined where we are as before
 */
export async function elsewhereOf(
  addressTowards: Reach['localAddressTowards'],
  { host, address, family, localAddress }: Way & Pick<JournalEntry, 'host'>,
): Promise<Elsewhere | undefined> {
  const now = await addressOrNone(addressTowards(address, family));
  if (now === localAddress) return undefined;
  const opened = `The gate at ${nameOf(host, address)} was opened for ${localAddress} and may still be open`;
  if (now === undefined) {
    return { openedFor: undefined, why: `${opened}; there is no network now, so nothing is knocked.` };
  }
  return {
    openedFor: localAddress,
    why:
      `${opened} for it. This computer is ${now} now, and what is open for another address cannot be shut from here: ` +
      "nothing is knocked, since it may be somebody else's machine at that address.",
  };
}

/** A gate's host as it is named to a person: its address too, where it has a name. */
export function nameOf(host: string, address: string): string {
  return host === address ? address : `${host} (${address})`;
}
