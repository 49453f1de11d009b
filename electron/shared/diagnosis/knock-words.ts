import { type CauseContext, otherFamilyName, secondsText } from './cause-context.ts';
import { isTooSlow } from './classify.ts';
import { isPrivateAddress } from './private-address.ts';

/** Whether the rules of a firewall alone listen for the knocks, or a daemon. */
export function isFirewallAlone({ facts }: CauseContext): boolean {
  return facts.kind === 'one-connection';
}

/** Whether somebody at the address has answered. */
export function lives({ seen: { before, heardAfter } }: CauseContext): boolean {
  return [before, ...heardAfter].includes('refused');
}

/** `a, b, or c`; with semicolons where one of them has commas itself. */
export function oneOf(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  const separator = items.some((item) => item.includes(',')) ? ';' : ',';
  return `${items.slice(0, -1).join(`${separator} `)}${items.length > 2 || separator === ';' ? separator : ''} or ${items.at(-1)}`;
}

/** An ordinary connection begins with a SYN alone, and goes on with other packets where a knocked port is open. */
export function flagsWords(context: CauseContext): readonly string[] {
  if (isFirewallAlone(context) || !context.facts.protocols.includes('tcp')) return [];
  return ['other TCPFlags than syn, or none while one of its ports is open'];
}

/** The end of an advice to compare the sequences. */
export function flagsAdvice(context: CauseContext): string {
  const isSlow = slowWords(context).length > 0;
  return (
    (flagsWords(context).length > 0 ? ', and set TCPFlags = syn there.' : '.') +
    (isSlow ? ' Seq_Timeout counts whole seconds: stay a second below it.' : '')
  );
}

/** A quicker one passes even where the daemon waits a second, most of the time. */
const perhapsSlowMs = 250;
const surelySlowMs = 1000;
/** After so many tries that luck is used up. */
const fewTries = 2;

/** Whether the daemon may have forgotten the sequence before its end, where that is no class of its own. */
export function slowWords({ facts, seen }: CauseContext): readonly string[] {
  const quickestMs = seen.quickestMs ?? facts.durationMs;
  const fromMs = seen.knockings > fewTries ? surelySlowMs : perhapsSlowMs;
  if (facts.steps === 1 || quickestMs < fromMs || isTooSlow(seen, facts)) return [];
  return [`less time for them than the ${secondsText(quickestMs)} that they take`];
}

/** Its other family was neither knocked at nor shown to be open. */
export function mayBeOtherFamily({ facts, seen }: CauseContext): boolean {
  return (
    !seen.wereBothKnocked && facts.family !== 'both' && (seen.otherFamily !== undefined || seen.addressFamily === 6)
  );
}

/** What NAT makes of our own address, where we are behind it. */
export function natWords({ facts: { ownAddress }, seen: { address } }: CauseContext): string {
  if (ownAddress === undefined || address === undefined) return '';
  if (!isPrivateAddress(ownAddress) || isPrivateAddress(address)) return '';
  return ` Yours, ${ownAddress}, is good in this network only: the server sees another, which may change (carrier NAT, VPN, proxy).`;
}

/** What to do where the server may be set up for the other family only. */
export function familyAdvice(context: CauseContext): string {
  if (!mayBeOtherFamily(context)) return '';
  const { seen } = context;
  if (seen.otherFamily === undefined) return ' For IPv6 knockd needs a Start_Command_6.';
  return ` Set the profile’s address family to ${otherFamilyName(seen.addressFamily)} to see whether it is that.`;
}
