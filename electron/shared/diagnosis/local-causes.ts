import type { CauseWords } from './cause-context.ts';

/** Why nothing left this computer, or nothing knew where to go. */
export const localCauses = {
  'own-firewall': () => [
    'A firewall on this computer forbids the packets.',
    'Allow Portcullis outgoing TCP and UDP to this host, or ask who manages the computer.',
  ],
  'own-security-software': () => [
    'A VPN’s kill switch, an antivirus or a sandbox holds the packets back.',
    'Connect the VPN, or switch the protection off for a moment to see whether it is the cause.',
  ],
  'route-forbidden': () => [
    'The routing table forbids this address (a prohibit, blackhole or unreachable route).',
    'Look with ip route get ADDRESS (route get on macOS, Find-NetRoute on Windows).',
  ],
  'no-network': () => ['This computer is in no network.', 'Connect it, and try again.'],
  'family-not-here': ({ facts: { family }, seen: { addressFamily } }) => [
    `This network has no IPv${addressFamily ?? (family === 'ipv6' ? 6 : 4)}.`,
    `Set the profile’s address family to ${addressFamily === 4 ? 'IPv6' : 'IPv4'}, where the host has such an address.`,
  ],
  'vpn-down': () => [
    'The address is reached only through a VPN, and that is not connected.',
    'Connect the VPN, and try again.',
  ],
  misspelt: ({ facts: { host } }) => [
    `${host} is misspelt, or is no longer the host’s name.`,
    'Check the host in the profile, or write its address instead.',
  ],
  'no-name-server': () => [
    'No name server answers: the network is down, or its DNS settings are wrong.',
    'See whether other names can be looked up; write the host’s address in the profile to do without.',
  ],
  'private-name': () => [
    'The name is known in one network only: at home, at work, or in a VPN.',
    'Connect that network or VPN, or use a name that the whole world knows.',
  ],
  'family-without-address': ({ facts: { family } }) => [
    `The name has no ${family === 'ipv6' ? 'IPv6' : 'IPv4'} address, the only family that the profile allows.`,
    'Set the profile’s address family to auto.',
  ],
} as const satisfies Readonly<Record<string, CauseWords>>;
