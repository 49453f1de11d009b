import { describe, expect, it } from 'vitest';
import { fieldComplaint } from '../../../../renderer/text/field-complaint.ts';

describe('a complaint about a field', () => {
  it.each([
    ['Name', 'is empty', 'The name is empty.'],
    [
      'Pause between knocks',
      'is a whole number from 0 to 10000',
      'The pause between knocks is a whole number from 0 to 10000.',
    ],
    ['Host', 'a host is missing', 'A host is missing.'],
    ['Host', 'it is neither a host name nor an address', 'It is neither a host name nor an address.'],
    ['Opening', 'The sequence cannot be read.', 'The sequence cannot be read.'],
  ])('%s: %s', (label, complaint, sentence) => {
    expect(fieldComplaint(label, complaint)).toBe(sentence);
  });
});
