import { describe, expect, it } from 'vitest';
import {
  maximumListCharacters,
  maximumSequences,
  OneTimeListFailure,
  readOneTimeList,
} from '../../../electron/shared/one-time-list.ts';

describe('a list in the format of knockd', () => {
  it('gives its sequences in order, and counts what knockd has used', () => {
    const text = [
      '# for the way home, 12 of them',
      '#33001,33002,33003',
      '#3011,33012,33013',
      '#,33022,33023',
      '',
      ' 33101,33102:udp,33103',
      '\t33201 , 33202:TCP,33203  ',
      '33301',
      '# 33401,33402',
    ].join('\n');
    expect(readOneTimeList(text)).toEqual({
      sequences: ['33101,33102:udp,33103', '33201,33202,33203', '33301'],
      used: 4,
      warnings: [],
    });
  });

  it.each(['\n', '\r\n', '\r'])('is read with lines that end in %j, and with a byte order mark', (end) => {
    expect(readOneTimeList(`\ufeff33101,33102${end}33201,33202${end}`).sequences).toEqual([
      '33101,33102',
      '33201,33202',
    ]);
  });

  it('is read as knockd reads it where text follows a port, with a word about it', () => {
    const { sequences, warnings } = readOneTimeList(
      '33101,33102 note\n33201:udp:x,33202\n33301,33302\n33401@250,33402',
    );
    expect(sequences).toEqual(['33101,33102', '33201:udp,33202', '33301,33302', '33401,33402']);
    expect(warnings.map((warning) => /^Line \d+/.exec(warning)?.[0])).toEqual(['Line 1', 'Line 2', 'Line 4']);
    expect(warnings.join()).not.toMatch(/33\d\d\d/);
  });

  it.each([
    ['33101-33109', 'ranges'],
    ['33101,,33102', 'a port is missing'],
    ['33101,33102,', 'a port is missing'],
    ['33101,0', 'from 1 to 65535'],
    ['33101,-33102', 'not negative'],
    ['33101,70000', 'from 1 to 65535'],
    ['33101:icmp', 'tcp or udp'],
    ['033101', 'no zero'],
    ['33101 33102 33103', 'parted by commas'],
    ['33101:udp 33102', 'parted by commas'],
    ['a,33102', 'a step is PORT'],
    [Array.from({ length: 33 }, () => '33101').join(','), 'more than 32 steps'],
  ])('is refused for %s, by the number of the line and without its ports', (line, why) => {
    const failure = failureNow(`# list\n33901,33902\n\n${line}\n`);
    expect(failure).toBeInstanceOf(OneTimeListFailure);
    expect(failure).toMatchObject({ code: 'sequence-invalid', line: 4 });
    expect(failure.message).toContain('at line 4: ');
    expect(failure.message).toContain(why);
    expect(failure.message + (failure.remedy ?? '')).not.toMatch(/33\d\d\d/);
  });

  it.each([
    ['', 'no sequence'],
    ['# nothing but words\n\n', 'no sequence'],
    ['#33101,33102\n#33201,33202', 'used already'],
    ['33101\n'.repeat(maximumSequences + 1), 'more than'],
    [`${'33101,'.repeat(31)}33101\n`.repeat(maximumListCharacters / 160), 'more than'],
  ])('is refused as a whole (%#)', (text, why) => {
    expect(failureNow(text).message).toContain(why);
  });
});

function failureNow(text: string): Error & { readonly remedy?: string | undefined } {
  try {
    readOneTimeList(text);
  } catch (thrown) {
    if (thrown instanceof Error) return thrown;
  }
  throw new Error('It was accepted.');
}
