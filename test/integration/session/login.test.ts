import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuthContext } from 'ssh2';
import { describe, expect, it } from 'vitest';
import type { SecretQuestion } from '../../../electron/shared/question.ts';
import { failureOf } from '../../support/failure-of.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { makeKey, startSshServer, visit } from './ssh-server.ts';

type Prompts = readonly { readonly prompt: string; readonly echo: boolean }[];

/** Lets in who has the password, by that method alone. */
const takesPassword = (password: string) => (context: AuthContext) => {
  if (context.method === 'password' && context.password === password) context.accept();
  else context.reject(['password']);
};

/** Asks prompts, and lets in who gives the answers. */
function takesAnswers(prompts: Prompts, answers: readonly string[], texts = { title: '', instructions: '' }) {
  return (context: AuthContext) => {
    if (context.method !== 'keyboard-interactive') return context.reject(['keyboard-interactive']);
    context.prompt([...prompts], texts.title, texts.instructions, (given: unknown) => {
      if (JSON.stringify(given) === JSON.stringify(answers)) context.accept();
      else context.reject(['keyboard-interactive']);
    });
  };
}

function keyFile(): { readonly path: string; readonly blob: Buffer } {
  const { privateKey, blob } = makeKey();
  const path = join(temporaryFolder(), 'id');
  writeFileSync(path, privateKey, { mode: 0o600 });
  return { path, blob };
}

describe('a password', () => {
  it('is asked for once when it is right', async () => {
    const server = await startSshServer({ onLogin: takesPassword('right') });
    const { session, secrets } = await visit(server.port, { answers: ['right'] });
    await session;
    expect(secrets).toEqual([{ kind: 'password', user: 'guest', host: 'gate.example', attempt: 1 }]);
  });

  it('may be mistyped twice, on one connection', async () => {
    const server = await startSshServer({ onLogin: takesPassword('right') });
    const { session, secrets } = await visit(server.port, { answers: ['wrong', '', 'right'] });
    await session;
    expect(secrets.map((question) => 'attempt' in question && question.attempt)).toEqual([1, 2, 3]);
    expect(server.count()).toBe(1);
  });

  it('that is wrong three times is refused', async () => {
    const server = await startSshServer({ onLogin: takesPassword('right') });
    const { session, secrets } = await visit(server.port, { answers: ['a', 'b', 'c', 'right'] });
    const failure = await failureOf(session);
    expect(failure.code).toBe('login-refused');
    expect(failure.message).toBe('gate.example did not let guest in. Tried: password. The server takes password.');
    expect(secrets).toHaveLength(3);
  });

  it('that nobody gives cancels the login', async () => {
    const server = await startSshServer({ onLogin: takesPassword('right') });
    const { session, secrets, socket } = await visit(server.port, { answers: [undefined, 'right'] });
    expect((await failureOf(session)).code).toBe('cancelled');
    expect(secrets).toHaveLength(1);
    expect(socket.destroyed).toBe(true);
  });

  it('answers the one prompt of a server that asks in the other way', async () => {
    const server = await startSshServer({ onLogin: takesAnswers([{ prompt: 'Password: ', echo: false }], ['right']) });
    const { session, secrets } = await visit(server.port, { answers: ['wrong', 'right'] });
    await session;
    expect(secrets.map(({ kind }) => kind)).toEqual(['interactive', 'interactive']);
  });
});

describe('prompts', () => {
  const code = { prompt: 'Code: ', echo: true };
  const password = { prompt: 'Password: ', echo: false };

  it.each([
    ['none', [], []],
    ['one', [code], ['1']],
    ['two', [password, code], ['1', '2']],
    ['three', [code, password, code], ['', '2', '3']],
  ] as const)('%s of them are answered in their order, and shown as the server says', async (_, prompts, answers) => {
    const texts = { title: 'Title', instructions: 'Two\nlines' };
    const server = await startSshServer({ onLogin: takesAnswers(prompts, answers, texts) });
    const { session, secrets } = await visit(server.port, { answers, ways: [{ kind: 'keyboard-interactive' }] });
    await session;
    const about = { kind: 'interactive', user: 'guest', host: 'gate.example', ...texts };
    expect(secrets).toEqual(
      prompts.map(
        ({ prompt, echo }): SecretQuestion => ({ ...about, prompt, echo, of: prompts.length, round: 1 }) as never,
      ),
    );
  });

  it('are counted by their rounds, in which those without a prompt are none, anew with each try', async () => {
    const server = await startSshServer({
      onLogin(context) {
        if (context.method !== 'keyboard-interactive') return context.reject(['keyboard-interactive']);
        context.prompt([], 'told', () =>
          context.prompt([password], () => context.prompt([code], () => context.reject(['keyboard-interactive']))),
        );
      },
    });
    const { session, secrets } = await visit(server.port, {
      answers: ['a', 'b', 'c', 'd', undefined],
      ways: [{ kind: 'keyboard-interactive' }],
    });
    await failureOf(session);
    const asked = secrets.map((question) => question.kind === 'interactive' && [question.prompt, question.round]);
    expect(asked).toEqual([
      ['Password: ', 1],
      ['Code: ', 2],
      ['Password: ', 1],
      ['Code: ', 2],
      ['Password: ', 1],
    ]);
  });

  it('that are none only tell something, which is shown as the server’s', async () => {
    const server = await startSshServer({
      onLogin(context) {
        if (context.method !== 'keyboard-interactive') return context.reject(['keyboard-interactive']);
        context.prompt([], 'Notice', 'Your \u001b[31mpassword expires in 3 days.', () => context.accept());
      },
    });
    const { session, secrets, banners } = await visit(server.port, { ways: [{ kind: 'keyboard-interactive' }] });
    await session;
    expect(secrets).toEqual([]);
    expect(banners).toEqual(['Notice\nYour [31mpassword expires in 3 days.']);
  });

  it('come again after wrong answers, three times at most', async () => {
    const server = await startSshServer({ onLogin: takesAnswers([password], ['right']) });
    const { session, secrets } = await visit(server.port, {
      answers: ['a', 'b', 'c', 'right'],
      ways: [{ kind: 'keyboard-interactive' }],
    });
    expect((await failureOf(session)).code).toBe('login-refused');
    expect(secrets).toHaveLength(3);
  });

  it('and banner are made plain: no control characters, none that reorder text, and not endless', async () => {
    const hostile = '\u001b[2J\u202eEVIL\u2066\u0007\u009b31m\r\n\u2028Code\u0000: ';
    const plain = '[2JEVIL31m\nCode: ';
    const texts = { title: hostile, instructions: `${hostile}${'x'.repeat(5000)}` };
    const server = await startSshServer({
      banner: `${hostile}${'y'.repeat(34_000)}`,
      onLogin: takesAnswers([{ prompt: hostile, echo: true }], ['1'], texts),
    });
    const { session, secrets, banners } = await visit(server.port, {
      answers: ['1'],
      ways: [{ kind: 'keyboard-interactive' }],
    });
    await session;
    const [question] = secrets;
    if (question?.kind !== 'interactive') throw new Error('no prompt');
    expect(question).toMatchObject({ title: plain, prompt: plain });
    expect(question.instructions.startsWith(`${plain}xxx`)).toBe(true);
    expect(question.instructions.length).toBeLessThanOrEqual(401);
    expect(banners).toHaveLength(1);
    expect(banners[0]?.startsWith(`${plain}yyy`)).toBe(true);
    expect(banners[0]?.length).toBeLessThanOrEqual(32 * 1024 + 1);
  });
});

describe('a key', () => {
  it('logs in without a question', async () => {
    const { path, blob } = keyFile();
    const server = await startSshServer({
      onLogin: (context) =>
        context.method === 'publickey' && context.key.data.equals(blob)
          ? context.accept()
          : context.reject(['publickey']),
    });
    const { session, secrets } = await visit(server.port, { ways: [{ kind: 'key', path }] });
    await session;
    expect(secrets).toEqual([]);
  });

  it('that the server does not know, or that cannot be read, makes room for the next way', async () => {
    const server = await startSshServer({
      onLogin: (context) =>
        context.method === 'password' ? context.accept() : context.reject(['publickey', 'password']),
    });
    const missing = join(temporaryFolder(), 'none');
    const { session, secrets } = await visit(server.port, {
      answers: ['right'],
      ways: [{ kind: 'key', path: missing }, { kind: 'key', path: keyFile().path }, { kind: 'password' }],
    });
    await session;
    expect(secrets.map(({ kind }) => kind)).toEqual(['password']);
  });

  it('that cannot be read is the reason that is told when nothing else helps', async () => {
    const server = await startSshServer({ onLogin: (context) => context.reject(['publickey']) });
    const path = join(temporaryFolder(), 'none');
    const failure = await failureOf((await visit(server.port, { ways: [{ kind: 'key', path }] })).session);
    expect(failure.code).toBe('key-unusable');
    expect(failure.message).toContain(path);
  });

  it('may be only the first half: what the server asks next is asked, though the profile names the key alone', async () => {
    const { path } = keyFile();
    const prompt = takesAnswers([{ prompt: 'Code: ', echo: true }], ['123']);
    let hasKey = false;
    const server = await startSshServer({
      onLogin: (context) => {
        if (hasKey) return prompt(context);
        if (context.method !== 'publickey') return context.reject(['publickey']);
        // Without a signature the client only asks whether the key would do.
        if (context.signature === undefined) return context.accept();
        hasKey = true;
        context.reject(['keyboard-interactive'], true);
      },
    });
    const { session, secrets } = await visit(server.port, { answers: ['123'], ways: [{ kind: 'key', path }] });
    await session;
    expect(secrets).toMatchObject([{ kind: 'interactive', prompt: 'Code: ', echo: true }]);
  });
});

describe('an agent', () => {
  it.each([undefined, ''])('that is not there (%o) is told, and the next way is tried', async (agentSocket) => {
    const onLogin = (context: AuthContext) =>
      context.method === 'password' ? context.accept() : context.reject(['publickey', 'password']);
    const server = await startSshServer({ onLogin });
    const ways = [{ kind: 'agent' }, { kind: 'password' }] as const;
    await (await visit(server.port, { agentSocket, ways, answers: ['x'] })).session;
    const alone = await visit(server.port, { agentSocket, ways: [{ kind: 'agent' }] });
    expect((await failureOf(alone.session)).code).toBe('agent-unusable');
  });

  it('whose socket leads nowhere is a warning, and the next way is tried', async () => {
    const onLogin = (context: AuthContext) =>
      context.method === 'password' ? context.accept() : context.reject(['publickey', 'password']);
    const server = await startSshServer({ onLogin });
    const { session, warnings } = await visit(server.port, {
      agentSocket: join(temporaryFolder(), 'none'),
      ways: [{ kind: 'agent' }, { kind: 'password' }],
      answers: ['x'],
    });
    await session;
    expect(warnings.join()).toContain('agent');
  });
});

it('a server that takes all and is never content is left, and what it took is said', async () => {
  let tries = 0;
  const server = await startSshServer({
    onLogin: (context) => {
      tries += 1;
      if (context.method !== 'keyboard-interactive') return context.reject(['keyboard-interactive']);
      context.prompt([], '', '', () => context.reject(['keyboard-interactive'], true));
    },
  });
  const { session } = await visit(server.port, { ways: [{ kind: 'keyboard-interactive' }] });
  const { code, message } = await failureOf(session);
  expect([code, message]).toEqual([
    'login-refused',
    expect.stringContaining('It took keyboard-interactive, and wants more. The server takes keyboard-interactive.'),
  ]);
  expect(tries).toBeLessThan(20);
});
