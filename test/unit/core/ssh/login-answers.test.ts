import ssh2, { type Client } from 'ssh2';
import { expect, it } from 'vitest';
import { hearLoginAnswers } from '../../../../electron/core/ssh/quirks/login-answers.ts';
import { failureOf } from '../../../support/failure-of.ts';

it('an ssh2 that has no such handlers any more is told, not passed over', async () => {
  const answers = { refused: () => undefined, told: () => undefined };
  // Not connected: it has no protocol yet.
  const failure = await failureOf(() => hearLoginAnswers(new ssh2.Client() as Client, answers));
  expect(failure.message).toContain('ssh2');
});
