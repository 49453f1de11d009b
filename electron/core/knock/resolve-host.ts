import { isIP } from 'node:net';
import { Failure } from '../../shared/failure.ts';
import type { FamilyChoice } from '../../shared/profile.ts';
import { cancellable } from '../cancel.ts';
import type { Lookup } from '../ports.ts';

/** One address of a host, and all of its addresses: knocks to any of them queue up together (rule 3 of the gate). */
export interface ResolvedHost {
  readonly host: string;
  readonly address: string;
  readonly family: 4 | 6;
  readonly allAddresses: readonly string[];
}

const wanted = { auto: undefined, both: undefined, ipv4: 4, ipv6: 6 } as const;

/**
 * Resolves a host once for a whole attempt (rule 2 of the gate). `auto` takes the address that the system prefers; `both`
 * one of each family, in the system's order.
 * @returns one address, or for `both` two where the name has both
 * @throws Failure `name-unknown` when there is no address of the family that is wanted, `cancelled`
 */
export async function resolveHost(
  host: string,
  choice: FamilyChoice,
  lookup: Lookup,
  signal?: AbortSignal,
): Promise<readonly [ResolvedHost, ...ResolvedHost[]]> {
  const family = wanted[choice];
  const found =
    isIP(host) === 0
      ? await cancellable(lookUp(host, lookup), signal)
      : [{ address: canonical(host), family: isIP(host) }];
  const allAddresses = [...new Set(found.map(({ address }) => address))].sort();
  const resolved = (chosen: (typeof found)[number]): ResolvedHost => ({
    host,
    address: chosen.address,
    family: chosen.family === 6 ? 6 : 4,
    allAddresses,
  });
  const first = found.find((candidate) => family === undefined || candidate.family === family);
  if (first === undefined) {
    const has = found[0]?.family === 6 ? 'IPv6' : 'IPv4';
    throw new Failure('name-unknown', `${host} has no ${family === 4 ? 'IPv4' : 'IPv6'} address, only ${has}.`, {
      remedy: `Set the profile's address family to auto or ${has}.`,
    });
  }
  const other = found.find((candidate) => candidate.family !== first.family);
  return choice === 'both' && other !== undefined ? [resolved(first), resolved(other)] : [resolved(first)];
}

/** One spelling for each address (RFC 5952), so that a gate has one name in the journal and one queue. */
function canonical(literal: string): string {
  if (isIP(literal) !== 6) return literal;
  const [address = '', zone] = literal.split('%');
  const spelled = new URL(`http://[${address}]`).hostname.slice(1, -1);
  return zone === undefined ? spelled : `${spelled}%${zone}`;
}

async function lookUp(host: string, lookup: Lookup): ReturnType<Lookup> {
  try {
    const found = await lookup(host);
    if (found.length > 0) return found;
  } catch (thrown) {
    if (thrown instanceof Failure) throw thrown;
    const code = (thrown as NodeJS.ErrnoException).code;
    if (code === 'EAI_AGAIN') {
      throw new Failure('name-unknown', `The name ${host} cannot be looked up: no name server answered.`, {
        remedy: 'Check the network connection and the DNS settings, or use the address instead of the name.',
        cause: thrown,
      });
    }
  }
  throw new Failure('name-unknown', `There is no host of the name ${host}.`, {
    remedy: 'Check the spelling of the host, or use its address.',
  });
}
