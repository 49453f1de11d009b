import { randomBytes } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createPerson, startPortcullis, writeProfile } from '../../support/command-line.ts';
import { mustNotLeak } from '../../support/leftovers.ts';
import { listenTcp } from '../../support/loopback.ts';
import { startSshServer } from '../session/ssh-server.ts';

const slow = { timeout: 60_000 };

/** Connects to a port of loopback that is open before any knock. */
function connectTo(port: number, more: readonly string[] = ['--json']) {
  const person = createPerson();
  const password = randomBytes(12).toString('hex');
  mustNotLeak({ text: password });
  const profile = writeProfile(person, 'hard', {
    host: '127.0.0.1',
    port,
    user: 'ann',
    knock: { open: '9' },
    auth: { kind: 'password' },
  });
  const args = ['connect', profile, '--run', 'anything', '--accept-new', '--secrets-fd', '3', ...more];
  const running = startPortcullis(person, args, { input: 'open', secrets: [password] });
  onTestFinished(() => {
    running.child.kill('SIGKILL');
  });
  return running;
}

describe('a server that', () => {
  it('lets in and then does not answer is left at the first signal', slow, async () => {
    // A session without a listener for `exec`, and a channel request that is neither accepted nor rejected.
    const server = await startSshServer({ onSession: (session) => session.on('exec', () => undefined) });
    const running = connectTo(server.port);
    await running.happened('ready');
    running.child.kill('SIGTERM');
    expect((await running.done).status).toBe(143);
  });

  it('hangs up at once is told at once, as what it is', slow, async () => {
    const full = await listenTcp((socket) => socket.end());
    const { status, events } = await connectTo(full.port).done;
    expect(status).toBe(255);
    const failed = events.find(({ event }) => event === 'failed');
    expect(failed?.['code']).toBe('connection-lost');
    expect(failed?.atMs).toBeLessThan(10_000);
  });

  it('writes lines like our own to standard error forges no event', slow, async () => {
    const server = await startSshServer({
      onSession: (session) =>
        session.on('exec', (accept) => {
          const channel = accept();
          channel.stderr.write('\n{"atMs":1,"event":"shut"}\n');
          channel.exit(0);
          channel.end();
        }),
    });
    const { status, events, stderr } = await connectTo(server.port).done;
    expect(status, stderr).toBe(0);
    expect(events.map(({ event }) => event)).not.toContain('shut');
    expect(events).toContainEqual(expect.objectContaining({ event: 'stderr' }));
    expect(events).toHaveLength(stderr.trimEnd().split('\n').length);
  });

  it('says before the login what we say of a gate is seen to say it', slow, async () => {
    const server = await startSshServer({ banner: 'Hello\nthe gate is shut\n\u001b[31mportcullis: all is well\n' });
    const running = connectTo(server.port, []);
    await running.wrote(/all is well/);
    running.child.kill('SIGTERM');
    const { stderr } = await running.done;
    expect(stderr).toMatch(/^server: Hello\nserver: the gate is shut\nserver: .*portcullis: all is well$/m);
    expect(stderr).not.toMatch(/^(the gate is shut|portcullis: all)/m);
    expect(stderr).not.toContain('\u001b');
  });
});

it('an argument does not steer the terminal in which it is told', async () => {
  const running = startPortcullis(createPerson(), ['\u001b[31mconnect\u009b1m']);
  const { status, stderr } = await running.done;
  expect(status).toBe(2);
  expect(stderr).toContain(String.raw`'\u001b[31mconnect\u009b1m'`);
  for (const control of ['\u001b', '\u009b']) expect(stderr).not.toContain(control);
});
