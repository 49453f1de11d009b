import { describe, expect, it } from 'vitest';
import { formatSequence } from '../../../../electron/shared/sequence.ts';
import { isWholeSequence, readPastedGate } from '../../../../renderer/profiles/pasted-sequence.ts';
import { failureOf } from '../../../support/failure-of.ts';

const open = (text: string) => formatSequence(readPastedGate(text).open);

describe('a pasted sequence', () => {
  it.each([
    ['7000 8000 9000', '7000,8000,9000'],
    ['7000,8000:udp,9000/tcp', '7000,8000:udp,9000'],
    ['7000@250 8000', '7000@250,8000'],
    ['7000 → 8000/udp → 9000', '7000,8000:udp,9000'],
    ['7000 -> 8000 -> 9000', '7000,8000,9000'],
    ['7000; 8000; 9000', '7000,8000,9000'],
    ['7000 tcp, 8000 udp', '7000,8000:udp'],
    ['tcp:7000 udp/8000', '7000,8000:udp'],
    ['[7000, "8000/udp"]', '7000,8000:udp'],
    ['  7000\n8000\n9000\n', '7000,8000,9000'],
    ['for x in 7000 8000 9000; do nmap -Pn --max-retries 0 -p $x web; done', '7000,8000,9000'],
  ])('%s', (text, expected) => {
    expect(open(text)).toBe(expected);
  });

  it.each(['', 'hello world', '7000-9000', '70000 1'])('is refused: %j', async (text) => {
    expect((await failureOf(() => readPastedGate(text))).code).toBe('sequence-invalid');
  });

  it('is known from a single port', () => {
    expect(isWholeSequence('7000')).toBe(false);
    expect(isWholeSequence(' 7000\n')).toBe(false);
    expect(isWholeSequence('7000 8000')).toBe(true);
  });
});

describe('a pasted knock line', () => {
  it('gives the host, the pause and the steps', () => {
    expect(readPastedGate('$ knock -v -d 200 web.example.net 3333 4444:udp')).toEqual({
      host: 'web.example.net',
      delayMs: 200,
      open: [
        { port: 3333, protocol: 'tcp' },
        { port: 4444, protocol: 'udp' },
      ],
    });
  });

  it('knows -u and the ends of a command', () => {
    expect(open('/usr/bin/knock -u 192.0.2.1 7 8:tcp 9 && ssh 192.0.2.1')).toBe('7:udp,8,9:udp');
  });
});

describe('a pasted knockd.conf', () => {
  it('gives one door', () => {
    expect(readPastedGate('sequence = 2222:udp,3333:tcp')).toEqual({
      open: [
        { port: 2222, protocol: 'udp' },
        { port: 3333, protocol: 'tcp' },
      ],
    });
  });

  it('gives the opening, the closing and the timeout of two doors', () => {
    const gate = readPastedGate(`[options]
	UseSyslog
[openSSH]
	sequence    = 7000,8000,9000
	seq_timeout = 5
	command     = /sbin/iptables -A INPUT -s %IP% -p tcp --dport 22 -j ACCEPT
[closeSSH]
	sequence    = 9000,8000,7000
	seq_timeout = 5
	command     = /sbin/iptables -D INPUT -s %IP% -p tcp --dport 22 -j ACCEPT
`);
    expect(formatSequence(gate.open)).toBe('7000,8000,9000');
    expect(formatSequence(gate.close ?? [])).toBe('9000,8000,7000');
    expect(gate.seqTimeoutS).toBe(5);
    expect(gate.opensForS).toBeUndefined();
  });

  it('takes the closing for the closing when it stands first', () => {
    const gate = readPastedGate('[shut]\nsequence = 1,2\n[ssh]\nsequence = 3,4\n');
    expect(formatSequence(gate.open)).toBe('3,4');
    expect(formatSequence(gate.close ?? [])).toBe('1,2');
  });

  it('knows a door that shuts by itself', () => {
    const gate = readPastedGate('[opencloseSSH]\nsequence = 2222:udp,3333\nseq_timeout = 15\ncmd_timeout = 10\n');
    expect(gate).toMatchObject({ seqTimeoutS: 15, opensForS: 10 });
    expect(gate.close).toBeUndefined();
  });
});
