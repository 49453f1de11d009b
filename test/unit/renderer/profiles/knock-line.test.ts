import { describe, expect, it } from 'vitest';
import { parseSequence } from '../../../../electron/shared/sequence.ts';
import { knockLine } from '../../../../renderer/profiles/knock-line.ts';

describe('the line for knock(1)', () => {
  it.each([
    ['7000,8000:udp,9000', 100, 'knock -d 100 web 7000 8000:udp 9000'],
    ['7000', 100, 'knock web 7000'],
    ['7000,8000', 0, 'knock web 7000 8000'],
    ['7000,8000@1500,9000', 100, 'knock -d 100 web 7000 8000 && sleep 1.5 && knock web 9000'],
    ['7000@100,8000', 100, 'knock -d 100 web 7000 8000'],
    ['7000,8000@900', 100, 'knock -d 100 web 7000 8000'],
  ])('%s', (sequence, delayMs, line) => {
    expect(knockLine('web', parseSequence(sequence), delayMs)).toBe(line);
  });

  it('stands without a host as well', () => {
    expect(knockLine('', parseSequence('1,2'), 0)).toBe('knock HOST 1 2');
  });
});
