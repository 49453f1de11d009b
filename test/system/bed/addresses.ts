/** The two hosts of the bed. No namespace has a default route, so no packet can leave. */
export const client = {
  ipv4: '10.198.1.1',
  ipv6: 'fd00:198:1::1',
  device: 'client0',
  mac: '02:00:00:c6:01:01',
} as const;
export const gate = { ipv4: '10.198.1.2', ipv6: 'fd00:198:1::2', device: 'gate0', mac: '02:00:00:c6:01:02' } as const;

/** Behind the gate, and reached from there alone: the gate's second device, and the inner host. */
export const gateInside = {
  ipv4: '10.198.2.1',
  ipv6: 'fd00:198:2::1',
  device: 'inside0',
  mac: '02:00:00:c6:02:01',
} as const;
export const inner = {
  ipv4: '10.198.2.2',
  ipv6: 'fd00:198:2::2',
  device: 'inner0',
  mac: '02:00:00:c6:02:02',
} as const;

/** Names that only the bed's /etc/hosts knows: IPv4 alone, both families, IPv6 alone. */
export const names = { ipv4: 'gate.test', both: 'gate46.test', ipv6: 'gate6.test', inner: 'inner.test' } as const;

/** A host with a firewall, and whom that lets in. */
export interface Site {
  readonly namespace: string;
  /** Where the packets of visitors come in. */
  readonly own: { readonly ipv4: string; readonly ipv6: string; readonly device: string };
  readonly visitor: { readonly ipv4: string; readonly ipv6: string };
}

/** The gate's network namespace. */
export const gateNamespace = 'gate';
export const gateSite: Site = { namespace: gateNamespace, own: gate, visitor: client };
export const innerSite: Site = { namespace: 'inner', own: inner, visitor: gateInside };
