import { z } from 'zod';

const namePattern = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/i;
/** Without the underscore that Linux allows in it: Node does not take such a literal for an address, and loses the zone. */
const zonePattern = /^[a-z0-9.-]{1,15}$/i;

/**
 * Says why a text cannot be a host, or undefined when it can: a DNS name (RFC 1123, with the underscore that real
 * networks use), an IPv4 address in four decimal parts, or an IPv6 address, with a zone where it is link-local.
 */
export function whyNotHost(text: string): string | undefined {
  if (text.length === 0) return 'a host is missing';
  if (text.includes(' ')) return 'a host has no blanks';
  if (/[^\x21-\x7e]/.test(text)) return 'a host has only ASCII letters (write an international name in its xn-- form)';
  if (/^\[.*\]$/.test(text)) return 'write an IPv6 address without brackets';
  if (text.includes(':')) return whyNotIpv6(text);
  const name = text.endsWith('.') ? text.slice(0, -1) : text;
  if (name.length > 253) return 'a host name has at most 253 characters';
  const labels = name.split('.');
  if (!labels.every((label) => namePattern.test(label))) return 'it is neither a host name nor an address';
  // The resolver would read 127.1, 0x7f.1 and 2130706433 as addresses that nobody sees in them (WHATWG URL, 3.5).
  const last = labels.at(-1) ?? '';
  const endsInNumber = /^\d+$/.test(last) || /^0x[0-9a-f]*$/i.test(last);
  if (endsInNumber && !z.ipv4().safeParse(text).success) return 'an IPv4 address has four parts from 0 to 255';
  return undefined;
}

function whyNotIpv6(text: string): string | undefined {
  const [address = '', ...zones] = text.split('%');
  if (!z.ipv6().safeParse(address).success) return 'it is not an IPv6 address (and a port has a field of its own)';
  if (zones.length > 1 || zones.some((zone) => !zonePattern.test(zone))) {
    return 'the zone after % is not an interface (a number is possible)';
  }
  return undefined;
}
