import { type CauseWords, otherFamilyName } from './cause-context.ts';

/** Why a gate that is open, or may be, leads to no session. */
export const connectionCauses = {
  'sshd-down': () => ['The SSH server does not run.', 'On the server: systemctl status ssh (or sshd), and start it.'],
  'wrong-port': ({ facts: { port } }) => [
    `The SSH server listens on another port than ${port}.`,
    'On the server: ss -tlnp shows sshd’s port. It must be the profile’s, and the one that the gate opens.',
  ],
  'listens-elsewhere': ({ seen: { addressFamily } }) => [
    `The SSH server listens on another of the server’s addresses, or for ${otherFamilyName(addressFamily)} only.`,
    'On the server: compare ListenAddress in sshd_config, and what ss -tlnp shows, with the address that was dialled.',
  ],
  'look-missed': () => [
    'The port refused all along, and the short look before the knocks did not hear it: then the knocks opened nothing.',
    'Compare the sequence with the server’s, and look there whether its log has OPEN SESAME.',
  ],
  'other-service': ({ facts: { port } }) => [
    `Another service stands on port ${port}, or something that accepts in the server’s stead: a proxy, a load balancer, a router.`,
    'On the server: ss -tlnp shows who listens there. Look also at port forwardings on the way.',
  ],
  'taken-in-between': ({ facts: { port }, seen: { knockings } }) => [
    `Something in front takes every connection to port ${port} (a proxy, a load balancer, a firewall), and the gate behind it is shut.`,
    knockings > 0
      ? 'It was knocked at all the same, in vain: compare the sequence with the server’s, and look whether knocks pass what stands in front.'
      : 'Knock at the gate (portcullis knock), and look whether an SSH server speaks then.',
  ],
  'sshd-stuck': () => [
    'The SSH server accepts and does not get to its first line: it is overloaded, or waits for a name server.',
    'Try again in a minute. On the server: look at its load, and set UseDNS no in sshd_config.',
  ],
  'shut-too-soon': ({ facts: { opensForS } }) => [
    `The server shut the gate again${opensForS === undefined ? '' : ` (after ${opensForS} s by the profile)`}, and cut the connection with it.`,
    'Let the firewall keep what is established (a rule for ESTABLISHED,RELATED above the one that blocks), or the gate stay open longer (Cmd_Timeout).',
  ],
  'hung-up': () => [
    'The SSH server hung up: too many connections at once (MaxStartups), a ban, hosts.deny.',
    'Look into its log on the server (journalctl -u ssh), and try again in a minute.',
  ],
  'login-ended': () => [
    'The SSH server ended the login without a word: the account or this address is not let in (expired, locked, pam_access), or a module of PAM failed.',
    'Look into its log on the server (journalctl -u ssh): it names what it does not tell everybody.',
  ],
  'login-too-long': () => [
    'The login took longer than the server gives it (LoginGraceTime, mostly 30 to 120 s).',
    'Connect again and answer sooner. On the server: raise LoginGraceTime in sshd_config.',
  ],
  'login-stuck': () => [
    'The login hangs on the server: a name server, a directory (LDAP, SSSD) or a module of PAM does not answer.',
    'Look into its log on the server (journalctl -u ssh), and whether another login there is as slow.',
  ],
  'sshd-broken': () => [
    'The SSH server cannot start a session: its host keys or its configuration are damaged.',
    'On the server: sshd -t says what is wrong.',
  ],
  'path-broke': () => [
    'The way there broke off: the network changed, or long packets do not pass (MTU, often in a VPN).',
    'Try again; try without the VPN, or with a smaller MTU.',
  ],
  'other-family-open': ({ seen: { addressFamily } }) => [
    `The gate guards one family only: by ${otherFamilyName(addressFamily)} the port is open to everybody.`,
    `Connect with ${otherFamilyName(addressFamily)} if you must, and have the server’s firewall shut that port too.`,
  ],
  'stale-address': ({ facts: { host }, seen: { address, addressFamily } }) => [
    `${address ?? 'The address'} is not ${host} any more: its name record for ${addressFamily === 6 ? 'IPv6' : 'IPv4'} is out of date, or that way to it is broken.`,
    `Set the profile’s address family to ${otherFamilyName(addressFamily)}, or correct the name record.`,
  ],
  'not-protected': ({ facts: { port } }) => [
    `Port ${port} is not protected: no rule of the server’s firewall shuts it.`,
    'On the server: look at the firewall’s rules for that port (iptables -S INPUT, nft list ruleset), before you trust in the gate.',
  ],
  'allowed-anyway': () => [
    'A rule lets you in without knocking: for your network, or for this address.',
    'Try from another network, such as a phone’s.',
  ],
  'never-shut': () => [
    'It was opened and not shut again: by an earlier opening whose closing was lost or that took effect twice, by another program, or by another computer behind the same address.',
    'On the server: look for rules for your address, more than one perhaps. Shut it there or with portcullis close PROFILE, and look again.',
  ],
} as const satisfies Readonly<Record<string, CauseWords>>;
