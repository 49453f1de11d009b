import { type CauseContext, type CauseWords, otherFamilyName, secondsText } from './cause-context.ts';
import { isTooSlow } from './classify.ts';
import { isPrivateAddress } from './private-address.ts';

/** Whether a daemon, or the rules of a firewall alone, listens for the knocks. */
const isFirewallAlone = ({ facts }: CauseContext) => facts.kind === 'one-connection';

/** Why knocks that have left this computer open nothing. Ordered by no rank: `likelyCauses` does that. */
export const knockCauses = {
  'wrong-sequence': (context) => [
    'The server waits for another sequence: another port, another order, or an older one.',
    isFirewallAlone(context)
      ? 'Compare it with the firewall’s rules on the server, step by step.'
      : 'Compare it with Sequence in the server’s knockd.conf, step by step.',
  ],
  'wrong-protocol': ({ facts: { protocols } }) => [
    protocols.length === 1
      ? `The profile knocks ${protocols[0]?.toUpperCase()} only, and a step of the server’s is ${protocols[0] === 'udp' ? 'TCP' : 'UDP'}.`
      : 'TCP and UDP are exchanged at one of the steps.',
    'Compare each step’s protocol. In knockd.conf a port that names none is TCP.',
  ],
  'one-time-place': () => [
    'The server’s list of one-time sequences is at another place than the profile’s, or used up.',
    'Compare the first line without a # in the server’s list with the profile’s place, and move that.',
  ],
  'daemon-down': () => [
    'The knock daemon is down, or listens on another network interface.',
    'On the server: systemctl status knockd; its Interface must be the one that the knocks come in by.',
  ],
  'knocks-filtered': ({ facts: { protocols } }) => [
    `A firewall swallows knocks on the way: here, in this network, at a provider. Many let only some ports pass${protocols.includes('udp') ? ', or no UDP' : ''}.`,
    'Try from another network, such as a phone’s, and count on the server what arrives.',
  ],
  'other-address': ({ facts: { ownAddress }, seen: { address } }) => [
    ownAddress !== undefined && address !== undefined && isPrivateAddress(ownAddress) && !isPrivateAddress(address)
      ? `The server opens for another address than yours: ${ownAddress} is good in this network only, and what stands before it may change (carrier NAT, VPN, proxy).`
      : 'The server opens for another address than yours: NAT, a VPN or a proxy changes it, or the rule names a fixed one.',
    'Compare the address in the server’s log with the one in its rule. Try without the VPN.',
  ],
  'wrong-family': ({ seen: { addressFamily } }) => [
    `The server is set up for ${otherFamilyName(addressFamily)} only: its daemon listens, or its rule opens, for that family.`,
    `Set the profile’s address family to ${otherFamilyName(addressFamily)}.${addressFamily === 6 ? ' For IPv6 knockd needs a Start_Command_6, and no -4.' : ''}`,
  ],
  'tcp-flags': () => [
    'The door wants other TCP flags than an ordinary knock’s, or has no TCPFlags while one of its ports is open.',
    'Set TCPFlags = syn for the door in knockd.conf.',
  ],
  'command-failed': () => [
    'The daemon heard the knocks, and its command opened nothing: an error, another port, or a rule below the one that blocks.',
    'Look after OPEN SESAME in its log, and at the order of the rules (iptables -S INPUT).',
  ],
  'too-slow': ({ facts, seen: { quickestMs = facts.durationMs } }) => [
    `The sequence is too slow: it takes ${secondsText(quickestMs)}, and the server forgets what takes longer than its timeout${isTooSlow({ quickestMs }, facts) ? ` (${facts.seqTimeoutS} s by the profile)` : ''}.`,
    'Shorten the pauses, or raise Seq_Timeout in knockd.conf. It counts whole seconds: stay a second below.',
  ],
  'used-up': () => [
    'The knocks bought one connection, and another packet used it up: a second program, a probe, anything sent to this host.',
    'Close what else talks to this host, and try again.',
  ],
  'rate-limited': ({ facts: { port }, seen: { recentDials } }) => [
    `The firewall limits new connections: ${recentDials} were tried to port ${port} in the minute before, and what is above its limit is dropped.`,
    'Wait a minute, and set "dials": "few" in the profile; or let the door insert its rule before the limit (iptables -I, not -A).',
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
