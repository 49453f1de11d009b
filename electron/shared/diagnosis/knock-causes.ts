import { type CauseWords, otherFamilyName, secondsText } from './cause-context.ts';
import {
  familyAdvice,
  flagsAdvice,
  flagsWords,
  isFirewallAlone,
  lives,
  mayBeOtherFamily,
  natWords,
  oneOf,
  slowWords,
} from './knock-words.ts';

/**
 * Why knocks that have left this computer open nothing. They follow the way of a knock: it is not heard, it does not fit, what it
 * starts does not help. One cause has all that a client cannot tell apart at a place, so that few are to be read.
 * Ordered by no rank: `likelyCauses` does that.
 */
export const knockCauses = {
  'knocks-unheard': (context) => {
    const { protocols } = context.facts;
    const swallowed = `a firewall on the way swallows the knocks (many ${protocols.includes('udp') ? 'let no UDP pass' : 'let only some ports pass'})`;
    const deaf = isFirewallAlone(context) ? [] : ['the daemon is down or listens on another network interface'];
    const gone = lives(context) ? [] : ['the host is off, or has another address now'];
    const places = protocols.includes('udp') ? [swallowed, ...deaf, ...gone] : [...deaf, swallowed, ...gone];
    const daemon = isFirewallAlone(context) ? '' : 'On the server: systemctl status knockd, and its Interface. ';
    return [
      `No knock is heard: ${oneOf(places)}.`,
      `${daemon}Count there what arrives, and try from another network, such as a phone’s.`,
    ];
  },
  'wrong-sequence': (context) => {
    const others = ['another port, order or protocol', ...flagsWords(context), ...slowWords(context)];
    return [
      `The knocks do not fit what the server waits for: ${oneOf(others)}.`,
      isFirewallAlone(context)
        ? 'Compare them with the firewall’s rules on the server, step by step.'
        : `Compare them with Sequence in the server’s knockd.conf, step by step (a port without a protocol is TCP)${flagsAdvice(context)}`,
    ];
  },
  'one-time-place': (context) => {
    const others = ['at another place than the profile’s', 'used up', 'another list'];
    const flags = flagsWords(context).map((words) => `its door has ${words}`);
    return [
      `The server’s list of one-time sequences is ${oneOf([...others, ...flags])}.`,
      `Compare the first line without a # in the server’s list with the profile’s place, and move that${flagsAdvice(context)}`,
    ];
  },
  'command-failed': (context) => {
    const { facts, seen } = context;
    const family = mayBeOtherFamily(context) ? [`opens for ${otherFamilyName(seen.addressFamily)} only`] : [];
    const faults = ['opens another port', 'opens for another address than yours', ...family];
    const below = `below one that ${lives(context) || seen.after === 'unreachable' ? 'rejects' : 'drops'}`;
    const why = isFirewallAlone(context)
      ? `its rule ${oneOf([...faults, `stands ${below}`])}`
      : `it ${oneOf(['failed', ...faults, `made a rule ${below}`])}`;
    const heard = isFirewallAlone(context)
      ? 'The firewall saw the knocks, and did not open'
      : 'The daemon heard the knocks, and its command did not open';
    const silent = lives(context) ? ' Or it did, and no SSH server listens there.' : '';
    return [
      `${heard} port ${facts.port} for you: ${why}.${natWords(context)}${silent}`,
      (isFirewallAlone(context)
        ? 'Look at the order of the rules (iptables -S INPUT), at their ports and addresses.'
        : 'Look after OPEN SESAME in its log, at the rule that it makes and at its place (iptables -S INPUT).') +
        familyAdvice(context),
    ];
  },
  'changed-there': (context) => [
    `The server was changed since it last opened for this profile: another sequence${isFirewallAlone(context) ? '' : ', TCPFlags or Seq_Timeout'}, a command that fails or opens another port or address, or a rule below one that ${lives(context) ? 'rejects' : 'drops'}.`,
    isFirewallAlone(context)
      ? 'Compare the profile with the firewall’s rules on the server (iptables -S INPUT).'
      : 'Compare the profile with knockd.conf, look after OPEN SESAME in the log, and at the order of the rules (iptables -S INPUT).',
  ],
  'other-address': () => [
    'The server opens for another address than the one that it sees you come from now: it has opened for this profile when this computer had another one.',
    'Compare the address in the server’s log with the one in its rule. Try from the network in which it worked, and without a VPN.',
  ],
  'wrong-family': ({ seen: { addressFamily } }) => [
    `The server is set up for ${otherFamilyName(addressFamily)} only: its daemon listens, or its rule opens, for that family.`,
    `Set the profile’s address family to ${otherFamilyName(addressFamily)}.${addressFamily === 6 ? ' For IPv6 knockd needs a Start_Command_6, and no -4.' : ''}`,
  ],
  'too-slow': ({ facts, seen: { quickestMs = facts.durationMs } }) => [
    `The sequence is too slow: it takes ${secondsText(quickestMs)}, and the server forgets what takes longer than its timeout (${facts.seqTimeoutS} s by the profile).`,
    'Shorten the pauses, or raise Seq_Timeout in knockd.conf. It counts whole seconds: stay a second below.',
  ],
  'used-up': () => [
    'The knocks bought one connection, and another packet used it up: a second program, a probe, anything sent to this host.',
    'Close what else talks to this host, and try again.',
  ],
  'rate-limited': ({ facts: { port, dials }, seen: { recentDials } }) => [
    `The firewall limits new connections: ${recentDials} ${recentDials === 1 ? 'was' : 'were'} tried to port ${port} in the minute before, and what is above its limit is dropped.`,
    `Wait a minute${dials === 'few' ? ', and' : ', and set "dials": "few" in the profile; or'} let the door insert its rule before the limit (iptables -I, not -A).`,
  ],
  banned: () => [
    'Your address is banned: the knocks were taken for a port scan (fail2ban, psad, a provider’s protection).',
    'Look on the server for your address (fail2ban-client status sshd), or try from another network.',
  ],
  'host-down': ({ facts: { host }, seen: { address } }) => [
    `Nobody is there: the host is off, its network is down, or ${address === undefined || address === host ? 'its address has changed' : `${host} is not ${address} any more`}.`,
    'Try something there that needs no knock, such as a website, or the provider’s console.',
  ],
} as const satisfies Readonly<Record<string, CauseWords>>;
