import { expect, it } from 'vitest';
import { Failure } from '../../../electron/shared/failure.ts';
import { failedHappening } from '../../../electron/shared/timeline.ts';

it('a failure is the last word of an attempt: with its code and its remedy, and nothing of its cause', () => {
  const cause = new Error('secret');
  const failure = new Failure('login-refused', 'No entry.', { remedy: 'Ask.', cause });
  expect(failedHappening(failure)).toEqual({
    event: 'failed',
    code: 'login-refused',
    message: 'No entry.',
    remedy: 'Ask.',
  });
  expect(JSON.parse(JSON.stringify(failedHappening(new Failure('internal', 'Oh.'))))).toEqual({
    event: 'failed',
    code: 'internal',
    message: 'Oh.',
  });
});

it('of a system error its code is told, of another one none', () => {
  const told = (code: string) => {
    const cause = Object.assign(new Error('secret'), { code });
    return (failedHappening(new Failure('local-network', 'No way.', { cause })) as { systemCode?: string }).systemCode;
  };
  expect(['EPERM', 'EAI_AGAIN', 'ERR_SOCKET_BAD_PORT', 'secret'].map(told)).toEqual([
    'EPERM',
    'EAI_AGAIN',
    undefined,
    undefined,
  ]);
});
