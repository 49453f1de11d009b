import { describe, expect, it } from 'vitest';
import { resolveHost } from '../../../../electron/core/knock/resolve-host.ts';
import type { Lookup } from '../../../../electron/core/ports.ts';
import { failureOf } from '../../../support/failure-of.ts';

const six = { address: '2001:db8::1', family: 6 };
const four = { address: '192.0.2.7', family: 4 };
const secondFour = { address: '192.0.2.3', family: 4 };
const finds = (...found: readonly { readonly address: string; readonly family: number }[]): Lookup => {
  return () => Promise.resolve(found);
};
const fails = (code: string): Lookup => {
  return () => Promise.reject(Object.assign(new Error(`getaddrinfo ${code}`), { code }));
};

describe('a name', () => {
  it.each([
    ['auto', [six, four], six],
    ['auto', [four, six], four],
    ['ipv4', [six, four, secondFour], four],
    ['ipv6', [four, six], six],
  ] as const)('with %s of %j is %j', async (choice, found, { address, family }) => {
    const [host] = await resolveHost('gate.example', choice, finds(...found));
    expect(host).toMatchObject({ host: 'gate.example', address, family });
  });

  it('has all its addresses in one order, each once, whatever order the system has them in', async () => {
    const [one] = await resolveHost('gate.example', 'ipv4', finds(six, four, secondFour, four));
    const [other] = await resolveHost('gate.example', 'ipv6', finds(secondFour, four, six));
    expect(one.allAddresses).toEqual(['192.0.2.3', '192.0.2.7', '2001:db8::1']);
    expect(other.allAddresses).toEqual(one.allAddresses);
  });

  it('with both has one address of each family, in the order of the system, or the one that there is', async () => {
    const both = await resolveHost('gate.example', 'both', finds(six, four, secondFour));
    expect(both.map(({ address, family }) => [address, family])).toEqual([
      [six.address, 6],
      [four.address, 4],
    ]);
    expect(await resolveHost('gate.example', 'both', finds(four, secondFour))).toHaveLength(1);
  });

  it('is looked up once', async () => {
    const asked: string[] = [];
    await resolveHost('gate.example', 'ipv4', (host) => {
      asked.push(host);
      return finds(four)(host);
    });
    expect(asked).toEqual(['gate.example']);
  });

  it.each([
    ['ipv6', four, 'gate.example has no IPv6 address, only IPv4.'],
    ['ipv4', six, 'gate.example has no IPv4 address, only IPv6.'],
  ] as const)('without an address of the family that is wanted (%s) is a failure', async (choice, found, message) => {
    const failure = await failureOf(resolveHost('gate.example', choice, finds(found)));
    expect(failure).toMatchObject({ code: 'name-unknown', message });
    expect(failure.remedy).toContain('auto');
  });

  it.each(['ENOTFOUND', 'ENODATA', 'EAI_FAIL'])('that nobody knows (%s) is a failure', async (code) => {
    const failure = await failureOf(resolveHost('gate.example', 'auto', fails(code)));
    expect(failure).toMatchObject({ code: 'name-unknown', message: 'There is no host of the name gate.example.' });
  });

  it('that has no address at all is unknown too', async () => {
    expect((await failureOf(resolveHost('gate.example', 'auto', finds()))).message).toContain('no host of the name');
  });

  it('is not called unknown where no name server answered', async () => {
    const failure = await failureOf(resolveHost('gate.example', 'auto', fails('EAI_AGAIN')));
    expect(failure.code).toBe('name-unknown');
    expect(failure.message).toContain('no name server answered');
    expect(failure.remedy).toContain('network');
  });

  it('can be given up while it is looked up', async () => {
    const cancel = new AbortController();
    const resolving = failureOf(resolveHost('gate.example', 'auto', () => new Promise(() => undefined), cancel.signal));
    cancel.abort();
    expect((await resolving).code).toBe('cancelled');
  });
});

describe('an address', () => {
  const never: Lookup = () => Promise.reject(new Error('an address needs no name server'));

  it.each([
    ['127.0.0.1', 4],
    ['::1', 6],
    ['fe80::1%1', 6],
  ] as const)('%s is itself', async (address, family) => {
    const [host] = await resolveHost(address, 'auto', never);
    expect(host).toEqual({ host: address, address, family, allAddresses: [address] });
  });

  it('of the other family is a failure', async () => {
    expect((await failureOf(resolveHost('127.0.0.1', 'ipv6', never))).code).toBe('name-unknown');
  });
});
