import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import {
  addressesIn,
  type HopKnock,
  type HopTool,
  knockCommand,
  lookupCommand,
  toolsIn,
} from '../../../../electron/core/hop/hop-commands.ts';

const tools: readonly HopTool[] = ['knock', 'nc', 'ncat', 'bash'];
const usual: HopKnock = { address: '10.0.0.5', port: 7000, protocol: 'tcp', udpPayload: Uint8Array.of(0) };

describe('the command of a knock', () => {
  it.each(tools)('with %s names the address and the port', (tool) => {
    expect(knockCommand(tool, usual)).toMatch(/10\.0\.0\.5[ /]7000/);
    expect(knockCommand(tool, { ...usual, address: 'fd00::5', protocol: 'udp' })).toMatch(/fd00::5[ /]7000/);
  });

  it.each([
    '10.0.0.5; id',
    '$(id)',
    '`id`',
    "'",
    '-x',
    '',
    'host.example',
    '10.0.0.5 ',
    '10.0.0',
    'fe80::1%eth0',
    'fe80::1%$(id)',
    '10.0.0.5\n',
  ])('holds no address but a literal: %j', (address) => {
    for (const tool of tools) expect(() => knockCommand(tool, { ...usual, address })).toThrow('something else');
  });

  it.each([0, -1, 65_536, 1.5, Number.NaN, '7000; id' as unknown as number])('holds no port but one: %s', (port) => {
    for (const tool of tools) expect(() => knockCommand(tool, { ...usual, port })).toThrow('something else');
  });

  it.each(tools)('with %s is one quoted script of harmless letters, whatever a UDP knock carries', (tool) => {
    const udpPayload = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    for (const protocol of ['tcp', 'udp'] as const) {
      const command = knockCommand(tool, { ...usual, protocol, udpPayload });
      if (command === undefined) continue;
      const [, script = ''] = /^(?:ba)?sh -c '([^']*)'$/.exec(command) ?? [];
      expect(script).not.toBe('');
      expect(script).not.toMatch(/[^\w :;.,|&()<>$=!"\\/-]/);
    }
  });

  it.skipIf(process.platform === 'win32')('writes every byte of a payload as it is', () => {
    const udpPayload = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const command = knockCommand('nc', { ...usual, protocol: 'udp', udpPayload }) ?? '';
    const [print = ''] = /printf "[^"]*"/.exec(command) ?? [];
    expect(Uint8Array.from(execFileSync('sh', ['-c', print]))).toEqual(udpPayload);
  });

  it('is none where the tool cannot send the payload', () => {
    const empty = { ...usual, protocol: 'udp', udpPayload: new Uint8Array() } as const;
    for (const tool of ['nc', 'ncat', 'bash'] as const) expect(knockCommand(tool, empty)).toBeUndefined();
    expect(knockCommand('knock', { ...empty, udpPayload: Uint8Array.of(1) })).toBeUndefined();
  });
});

describe('the command that looks a name up', () => {
  it('holds the name', () => {
    expect(lookupCommand('db.inside')).toContain('getent ahosts db.inside');
  });

  it.each(['$(id)', 'a b', '-v', "a'b", 'a;b', 'a\nb', '`id`', '', '2130706433', 'fe80::1%eth0'])(
    'holds nothing else: %j',
    (host) => {
      expect(() => lookupCommand(host)).toThrow();
    },
  );

  it('is answered by addresses, each once, whatever else is written', () => {
    const output = 'Welcome\n10.0.0.5  STREAM db\n10.0.0.5  DGRAM\nfd00::5 STREAM\nfe80::1%eth0 STREAM\n$(id) STREAM\n';
    expect(addressesIn(output)).toEqual([
      { address: '10.0.0.5', family: 4 },
      { address: 'fd00::5', family: 6 },
    ]);
  });
});

it('the tools are found in their order among what a login prints', () => {
  expect(toolsIn('Hello\r\nportcullis:bash\r\nportcullis:knock\nportcullis:rm\n')).toEqual(['knock', 'bash']);
  expect(toolsIn('This account is not available.\n')).toEqual([]);
});
