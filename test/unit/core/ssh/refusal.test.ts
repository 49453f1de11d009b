import { describe, expect, it } from 'vitest';
import { lostAfter, refusal, type Tried } from '../../../../electron/core/ssh/login/refusal.ts';
import { Failure } from '../../../../electron/shared/failure.ts';

const tried: Tried = {
  user: 'ann',
  host: 'web',
  refused: [],
  taken: [],
  problems: [],
  offered: ['publickey'],
  hasTriedAll: true,
};
const missing = new Failure('key-unusable', 'The key file /id is not there.', { remedy: 'Correct the path.' });

describe('a refusal', () => {
  it('is the problem where nothing was tried, of several each, else names all', () => {
    expect(refusal({ ...tried, problems: [missing] })).toBe(missing);
    const locked = new Failure('key-unusable', 'The key file /other stays locked.');
    expect(refusal({ ...tried, problems: [missing, locked] })).toMatchObject({
      code: 'key-unusable',
      message: 'The key file /id is not there. The key file /other stays locked.',
      remedy: 'Correct the path.',
    });
    const { message } = refusal({ ...tried, problems: [missing], refused: ['key A', 'password', 'password'] });
    expect(message).toBe(
      'web did not let ann in. Tried: key A, password. The server takes publickey. The key file /id is not there.',
    );
  });

  it('says what was taken, and where a server takes nothing that is named', () => {
    expect(refusal({ ...tried, taken: ['key A'] }).message).toBe(
      'web did not let ann in. It took key A, and wants more. The server takes publickey.',
    );
    expect(refusal(tried).message).toBe(
      'web takes no way to log in that the profile names. The server takes publickey.',
    );
  });

  it('by a server that has ended it before all was tried says neither that it takes nothing nor that nothing was tried', () => {
    expect(refusal({ ...tried, hasTriedAll: false }).message).toBe(
      'web did not let ann in. The server takes publickey.',
    );
    expect(refusal({ ...tried, hasTriedAll: false, refused: ['key A'], unanswered: 'key B' }).message).toBe(
      'web did not let ann in. Tried: key A. It ended the login at the try with key B. The server takes publickey.',
    );
  });

  it('of many keys names ten', () => {
    const refused = Array.from({ length: 12 }, (_, index) => `key ${index}`);
    expect(refusal({ ...tried, refused }).message).toContain('key 9 and 2 more.');
  });
});

it('a connection that is lost says what was refused before; other failures are left as they are', () => {
  const lost = new Failure('connection-lost', 'It was lost.', { remedy: 'Check.' });
  expect(lostAfter(lost, tried)).toBe(lost);
  const { message, remedy } = lostAfter(lost, { ...tried, refused: ['key A'] });
  expect([message, remedy]).toEqual(['It was lost. Refused before that: key A.', 'Check.']);
  expect(lostAfter(missing, { ...tried, refused: ['key A'] })).toBe(missing);
});
