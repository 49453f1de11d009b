import { describe, expect, test } from 'vitest';
import { whyNotHost } from '../../../electron/shared/host.ts';

const label = 'a'.repeat(63);

describe('a host can be', () => {
  test.each([
    'localhost',
    'Example.COM',
    'example.com.',
    'my_host.example',
    'xn--bcher-kva.example',
    '3com.com',
    '1.2.3.4',
    '255.255.255.255',
    '::1',
    '2001:DB8::1',
    '::ffff:192.0.2.1',
    'fe80::1%eth0',
    'fe80::1%12',
    `${label}.${label}.${label}.${'a'.repeat(61)}`,
  ])('%s', (host) => {
    expect(whyNotHost(host)).toBeUndefined();
  });
});

describe('a host cannot be', () => {
  test.each([
    ['', 'missing'],
    ['a b', 'no blanks'],
    ['bücher.example', 'xn--'],
    ['\u202eexample', 'ASCII'],
    ['a\nb', 'ASCII'],
    ['[::1]', 'without brackets'],
    ['example.com:22', 'a port has a field of its own'],
    ['1.2.3.4:22', 'a port has a field of its own'],
    [':::', 'not an IPv6 address'],
    ['fe80::1%', 'not an interface'],
    ['fe80::1%a%b', 'not an interface'],
    ['fe80::1%$(id)', 'not an interface'],
    ['127.1', 'four parts'],
    ['0x7f.1', 'four parts'],
    ['0x7f000001', 'four parts'],
    ['2130706433', 'four parts'],
    ['1.2.3.256', 'four parts'],
    ['1.2.3.04', 'four parts'],
    ['1.2.3.4.', 'four parts'],
    ['example.1', 'four parts'],
    ['.', 'neither'],
    ['a..b', 'neither'],
    ['-oProxyCommand=id', 'neither'],
    ['-a', 'neither'],
    ['a-', 'neither'],
    ['user@host', 'neither'],
    ['host/path', 'neither'],
    ['*', 'neither'],
    [`${label}a`, 'neither'],
    [`${label}.${label}.${label}.${'a'.repeat(62)}`, '253'],
  ])('%j', (host, why) => {
    expect(whyNotHost(host)).toContain(why);
  });
});
