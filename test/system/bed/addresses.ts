/** The two hosts of the bed. No namespace has a default route, so no packet can leave. */
export const client = {
  ipv4: '10.198.1.1',
  ipv6: 'fd00:198:1::1',
  device: 'client0',
  mac: '02:00:00:c6:01:01',
} as const;
export const gate = { ipv4: '10.198.1.2', ipv6: 'fd00:198:1::2', device: 'gate0', mac: '02:00:00:c6:01:02' } as const;

/** Names that only the bed's /etc/hosts knows: IPv4 alone, both families, IPv6 alone. */
export const names = { ipv4: 'gate.test', both: 'gate46.test', ipv6: 'gate6.test' } as const;

/** The gate's network namespace. */
export const gateNamespace = 'gate';
