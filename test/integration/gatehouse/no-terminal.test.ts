import { expect, it } from 'vitest';
import { makeDraft } from '../../support/made-profile.ts';
import { startSshServer } from '../session/ssh-server.ts';
import { openHouse, size } from './opened-house.ts';

it('an account without a terminal has its shell in the window: lines are edited here, and that is said', async () => {
  const server = await startSshServer({
    onSession: (session) =>
      session
        .on('pty', (_accept, reject) => reject())
        .on('shell', (accept) => {
          const channel = accept();
          channel.on('data', (typed: Buffer) => channel.write(`got ${JSON.stringify(typed.toString())}\ndone\n`));
        }),
  });
  const opened = await openHouse();
  const { house, asked, profiles, reached, session, text, type, wrote } = opened;
  const draft = makeDraft({ host: '127.0.0.1', port: server.port, user: 'guest', auth: { kind: 'password' } });
  const { id } = house.startSession((await profiles.save(draft)).id, size);
  await house.answerPrompt((await asked('host-key')).id, true, false);
  await reached(id, 'live');
  await wrote(id, 'no terminal for this account');
  type(id, 'idd');
  type(id, '\u007f\r');
  await wrote(id, 'done');
  expect(text(id)).toContain('idd\b \b\r\ngot "id\\n"\r\ndone\r\n');
  expect(session(id).warnings).toEqual([expect.stringContaining('no terminal')]);
});
