import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatKnownHostsEntry, maximumKnownHostsLine, parseKnownHosts } from '../../electron/core/ssh/known-hosts.ts';
import { isAboutHost, knownHostsSpelling } from '../../electron/core/ssh/known-hosts-match.ts';
import { sshString } from '../../electron/core/ssh/ssh-string.ts';
import { makeKeyPair, sshKeygen, temporaryFolder } from './ssh-keygen.ts';

const key = Buffer.concat([sshString('ssh-ed25519'), sshString(Buffer.alloc(32, 7))]);
const encoded = key.toString('base64');
const hashed = '|1|JfKTdBh7rNbXkVAQCRp4OQoPfmI=|USECr3SWf1JUPsms5AqfD5QfxkM=';

let folder: ReturnType<typeof temporaryFolder>;
beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(() => folder.remove());

describe('a known_hosts file', () => {
  test('gives its entries with their lines', () => {
    const text = [
      '# a comment',
      '',
      `example.com,192.0.2.10 ssh-ed25519 ${encoded} someone@somewhere  with blanks\t`,
      `\t ${hashed}\tssh-ed25519   ${encoded}\r`,
      `@revoked * ssh-ed25519 ${encoded}`,
      `@cert-authority *.example.org ssh-ed25519 ${encoded}`,
    ].join('\n');
    const { entries, refused } = parseKnownHosts(`\ufeff${text}\n`, 'the file');
    expect(refused).toEqual([]);
    expect(entries.map(({ line, marker, hosts, comment }) => ({ line, marker, hosts, comment }))).toEqual([
      { line: 3, marker: undefined, hosts: 'example.com,192.0.2.10', comment: 'someone@somewhere  with blanks' },
      { line: 4, marker: undefined, hosts: hashed, comment: '' },
      { line: 5, marker: 'revoked', hosts: '*', comment: '' },
      { line: 6, marker: 'cert-authority', hosts: '*.example.org', comment: '' },
    ]);
    expect(entries.every((entry) => entry.key.equals(key) && entry.file === 'the file')).toBe(true);
  });

  test('is written back the same', () => {
    const lines = [
      `example.com ssh-ed25519 ${encoded}`,
      `@revoked *,!b ssh-ed25519 ${encoded} why  not`,
      `${hashed} ssh-ed25519 ${encoded}`,
    ];
    expect(parseKnownHosts(lines.join('\n')).entries.map(formatKnownHostsEntry)).toEqual(lines);
  });

  test.each([
    ['only-a-host', 'the line ends before the key'],
    ['example.com ssh-ed25519', 'the line ends before the key'],
    ['@revoked example.com ssh-ed25519', 'the line ends before the key'],
    [`@trusted example.com ssh-ed25519 ${encoded}`, 'the marker is neither @revoked nor @cert-authority'],
    [`@revoked @revoked example.com ssh-ed25519 ${encoded}`, 'the line has more than one marker'],
    [`example.com ssh-rsa ${encoded}`, 'the key is of another type than the line says'],
    ['example.com 1024 37 1234567890', 'the key is not in base64'],
    ['example.com ssh-ed25519 AAAA', 'the key does not say its type'],
    [`example.com ssh-ed25519 ${encoded.slice(0, -1)}`, 'the key is not in base64'],
    [`example.com ssh-ed25519 ${encoded.slice(0, -4)}`, 'the key is cut off'],
    [`example.com ssh-ed25519 ${encoded}AAAAAAAA`, 'the key is cut off'],
    [`\ufeffexample.com ssh-ed25519 ${encoded}`, 'a byte order mark stands in the middle of the file'],
    [`|1|x|y ssh-ed25519 ${encoded}`, 'the hashed host name cannot be read'],
    [`|2${hashed.slice(2)} ssh-ed25519 ${encoded}`, 'the hashed host name cannot be read'],
    [`example.com,${hashed} ssh-ed25519 ${encoded}`, 'a hashed host name stands beside another name'],
    [`${'a'.repeat(1024)} ssh-ed25519 ${encoded}`, 'a host name is too long'],
    [`exam\u0000ple.com ssh-ed25519 ${encoded}`, 'the line has a control character'],
    [`a ssh-ed25519 ${encoded} ${'x'.repeat(maximumKnownHostsLine)}`, 'the line is too long'],
  ])('refuses line %$', (line, reason) => {
    const { entries, refused } = parseKnownHosts(`# first\n${line}\nnext ssh-ed25519 ${encoded}`, 'f');
    expect(refused).toEqual([{ file: 'f', line: 2, reason }]);
    expect(entries.map((entry) => entry.line)).toEqual([3]);
  });

  test('with more in a key than belongs there is refused', () => {
    const longer = Buffer.concat([key, sshString('more')]).toString('base64');
    expect(parseKnownHosts(`a ssh-ed25519 ${longer}`).refused).toHaveLength(1);
  });

  test('keeps keys of types that ssh2 does not know', () => {
    const other = Buffer.concat([sshString('ssh-new@example.com'), Buffer.from([1, 2, 3])]).toString('base64');
    expect(parseKnownHosts(`a ssh-new@example.com ${other}`).entries).toHaveLength(1);
  });
});

describe('a line is about a host', () => {
  const isAbout = (hosts: string, host: string, port = 22) => isAboutHost({ hosts }, knownHostsSpelling(host, port));

  test.each([
    ['example.com', 'example.com', 22, true],
    ['Example.COM', 'eXample.com', 22, true],
    ['example.com', 'example.com', 2222, false],
    ['[example.com]:2222', 'example.com', 2222, true],
    ['[example.com]:2222', 'example.com', 22, false],
    ['[example.com]:22', 'example.com', 22, false],
    ['a,b,c', 'b', 22, true],
    ['*.example.com', 'www.example.com', 22, true],
    ['*.example.com', 'example.com', 22, false],
    ['*.example.com', 'www.example.com', 2222, false],
    ['[*.example.com]:*', 'www.example.com', 2222, true],
    ['web?', 'web1', 22, true],
    ['web?', 'web', 22, false],
    ['web?', 'web12', 22, false],
    ['*,!secret.example.com', 'secret.example.com', 22, false],
    ['!secret.example.com,*', 'secret.example.com', 22, false],
    ['*,!secret.example.com', 'www.example.com', 22, true],
    ['!a', 'b', 22, false],
    ['*a*b*', 'xxaxxbxx', 22, true],
    ['*a*b*', 'xxbxxaxx', 22, false],
    ['**', 'anything', 22, true],
    ['', 'a', 22, false],
    ['::1', '::1', 22, true],
    ['[::1]:2222', '::1', 2222, true],
    ['fe80::1%eth0', 'FE80::1%eth0', 22, true],
    ['\u212aelvin', 'kelvin', 22, false],
  ])('%s and %s port %i: %s', (hosts, host, port, expected) => {
    expect(isAbout(hosts, host, port)).toBe(expected);
  });

  test('and no pattern takes long', () => {
    const started = performance.now();
    expect(isAbout(`${'*a'.repeat(500)}b`, 'a'.repeat(253))).toBe(false);
    expect(performance.now() - started).toBeLessThan(100);
  });

  test('just where ssh-keygen -F finds it, in the plain and in the hashed file', () => {
    const { key: own } = makeKeyPair(folder.path, 'ed25519');
    const names = [
      'a.example',
      '[a.example]:2222',
      'b.example,192.0.2.1',
      '::1',
      '[2001:db8::1]:2200',
      'UPPER.example',
    ];
    const patterns = ['*.wild.example', '[*.wild.example]:2222', '*.neg.example,!no.neg.example', 'q?.example'];
    const line = (hosts: string) => `${hosts} ssh-ed25519 ${own.toString('base64')}\n`;
    const plain = join(folder.path, 'plain');
    const hashedFile = join(folder.path, 'hashed');
    writeFileSync(plain, [...names, ...patterns].map(line).join(''));
    writeFileSync(hashedFile, names.map(line).join(''));
    sshKeygen('-H', '-f', hashedFile);
    const questions: [string, number][] = ['a.example', 'b.example', '192.0.2.1', '::1', '2001:db8::1', 'UPPER.example']
      .concat(['upper.example', 'x.wild.example', 'wild.example', 'yes.neg.example', 'no.neg.example', 'q1.example'])
      .flatMap((host) => [22, 2222, 2200].map((port): [string, number] => [host, port]));
    let found = 0;
    for (const file of [plain, hashedFile]) {
      const { entries, refused } = parseKnownHosts(readFileSync(file, 'utf8'), file);
      expect(refused).toEqual([]);
      for (const [host, port] of questions) {
        const ours = entries.filter((entry) => isAboutHost(entry, knownHostsSpelling(host, port)));
        const theirs = linesThatSshKeygenFinds(file, knownHostsSpelling(host, port));
        expect({ host, port, lines: ours.map(({ line }) => line) }).toEqual({ host, port, lines: theirs });
        found += theirs.length;
      }
    }
    expect(readFileSync(hashedFile, 'utf8')).not.toContain('a.example');
    expect(found).toBeGreaterThan(15);
  });
});

function linesThatSshKeygenFinds(file: string, spelling: string): number[] {
  let printed = '';
  try {
    printed = sshKeygen('-F', spelling, '-f', file);
  } catch (thrown) {
    // It ends with 1 when it finds none.
    if ((thrown as { status?: number }).status !== 1) throw thrown;
  }
  return [...printed.matchAll(/found: line (\d+)/g)].map((match) => Number(match[1]));
}
