import { type CauseContext, type CauseWords, otherFamilyName, secondsText } from './cause-context.ts';
import { isPrivateAddress } from './private-address.ts';

/** Whether a daemon, or the rules of a firewall alone, listens for the knocks. */
const isFirewallAlone = ({ facts }: CauseContext) => facts.kind === 'one-connection';

/** Why knocks that have left this computer open nothing. Ordered by no rank: `likelyCauses` does that. */
export const knockCauses = {
  'wrong-sequence': (context) => [
    'The server waits for another sequence: another port, another order, or the one from before a change.',
    isFirewallAlone(context)
      ? 'Compare the profile with the firewall’s rules on the server, step by step.'
      : 'Compare the profile with Sequence in the server’s /etc/knockd.conf, step by step.',
  ],
  'wrong-protocol': ({ facts: { protocols } }) => [
    protocols.length === 1
      ? `The profile knocks ${protocols[0]?.toUpperCase()} at every step, and the server waits for ${protocols[0] === 'udp' ? 'TCP' : 'UDP'} at one or at all.`
      : 'TCP and UDP are exchanged at one of the steps.',
    'Compare each step’s protocol. In knockd.conf a port that names none is TCP.',
  ],
  'daemon-down': () => [
    'The knock daemon does not run, or listens on another network interface than the one the knocks come in by.',
    'On the server: systemctl status knockd, then compare Interface in knockd.conf with the interface that ip address shows.',
  ],
  'knocks-filtered': ({ facts: { protocols } }) => [
    `A firewall swallows knocks on the way: on this computer, in this network, at the provider or before the server. Many let only some ports pass${protocols.includes('udp') ? ', or no UDP' : ''}.`,
    'Try from another network, such as a phone’s, and count with the capture on the server how many knocks arrive.',
  ],
  'other-address': ({ facts: { ownAddress }, seen: { address } }) => [
    ownAddress !== undefined && address !== undefined && isPrivateAddress(ownAddress) && !isPrivateAddress(address)
      ? `The server opens for another address than the one you connect from. This computer is ${ownAddress} in its own network, and the server sees its router’s address, or one that changes (carrier NAT, VPN, proxy).`
      : 'The server opens for another address than the one you connect from: NAT, a VPN or a proxy changes it on the way, or the rule names a fixed one.',
    'Compare the address in the server’s log with the one in the rule it made. Connect without the VPN.',
  ],
  'wrong-family': ({ seen: { addressFamily } }) => [
    `The server is set up for ${otherFamilyName(addressFamily)}: its daemon listens, or its rule opens, for that family only.`,
    `Set the profile’s address family to ${otherFamilyName(addressFamily)}.${addressFamily === 6 ? ' For IPv6 knockd needs a Start_Command_6, and no -4.' : ''}`,
  ],
  'tcp-flags': () => [
    'The door wants TCP flags that an ordinary knock does not have (TCPFlags other than syn), or has no TCPFlags and one of its ports is open.',
    'Set TCPFlags = syn for the door in knockd.conf.',
  ],
  'command-failed': () => [
    'The daemon heard the knocks, and its command opened nothing: an error in it, another port, or a rule below the one that blocks.',
    'Look after OPEN SESAME in the server’s log, and whether the new rule stands above the one that blocks (iptables -S INPUT).',
  ],
  'too-slow': ({ facts, seen: { quickestMs = facts.durationMs } }) => [
    `The sequence is too slow: it takes ${secondsText(quickestMs)}, and the server forgets what takes longer than its timeout${facts.durationMs > (facts.seqTimeoutS - 1) * 1000 ? ` (${facts.seqTimeoutS} s by the profile)` : ''}.`,
    'Shorten the pauses in the profile, or raise Seq_Timeout in knockd.conf. It counts whole seconds: stay a second below.',
  ],
  'used-up': () => [
    'The knocks bought one connection, and another packet used it up: a second program, a probe, or anything else sent to this host meanwhile.',
    'Close what else talks to this host, and try again.',
  ],
  banned: () => [
    'The server, or a firewall before it, has banned your address: it took the knocks for a port scan (fail2ban, psad, a provider’s protection).',
    'Look on the server for your address (fail2ban-client status sshd), or try from another network.',
  ],
  'host-down': ({ facts: { host }, seen: { address } }) => [
    `Nobody is there: the host is off, its network is down, or ${address === undefined || address === host ? 'its address has changed' : `${host} is not ${address} any more`}.`,
    'Try something of this host that needs no knock, such as a website, or look at the provider’s console.',
  ],
} as const satisfies Readonly<Record<string, CauseWords>>;
