import ssh2, { type AnyAuthMethod, type AuthenticationType, type AuthHandlerMiddleware, type Prompt } from 'ssh2';
import { asFailure, Failure } from '../../shared/failure.ts';
import type { Authentication } from '../../shared/profile.ts';
import type { Questions } from '../../shared/question.ts';
import { plainServerText } from '../../shared/server-text.ts';
import { cancelled } from '../cancel.ts';
import { readPrivateKey } from './key-file.ts';

/** As ssh(1): a password may be mistyped twice. */
const passwordTries = 3;
const longestPrompt = 400;

export interface LoginPlan {
  readonly user: string;
  readonly host: string;
  /** Tried in this order. Paths are absolute. */
  readonly ways: readonly Authentication[];
  /** The agent's socket or pipe where a way names none. */
  readonly agentSocket: string | undefined;
  readonly questions: Questions;
  readonly onWarning: (text: string) => void;
  /** Hears of a way that led nowhere: what the person answered for it was wrong, or not enough. */
  readonly onRefused?: ((way: Authentication) => void) | undefined;
}

export interface Login {
  readonly handler: AuthHandlerMiddleware;
  /** Why there is nothing left to try, for when the server has refused all. */
  whyRefused(): Failure;
}

/** What a server asks at once. */
interface Round {
  readonly title: string;
  readonly instructions: string;
  readonly prompts: readonly Prompt[];
  /** From 1. */
  readonly round: number;
}

interface Attempt {
  readonly way: Authentication;
  readonly tries: number;
}

/**
 * Walks through the ways to log in on one connection: a wrong password is asked for again without a new connection, and
 * thus without knocking again; after a partial success (RFC 4252, 5.1) the methods that the server still wants and that
 * ask the person are tried even when the profile does not list them.
 */
export function createLogin(plan: LoginPlan): Login {
  const waiting: Attempt[] = plan.ways.map((way) => ({ way, tries: 0 }));
  let last: Attempt | undefined;
  let offered: readonly string[] = [];
  let listBeforeAgent: string | undefined;
  let mayAskMore = false;
  let lastProblem: Failure | undefined;
  let rounds = 0;

  const nextMethod = async (
    methodsLeft: readonly string[],
    partialSuccess: boolean,
  ): Promise<AnyAuthMethod | false> => {
    // ssh2 hides a partial success that an agent's key earned. Asking for nothing brings the list as it is now; when it
    // has changed, the key was good.
    if (last?.way.kind === 'agent') {
      last = undefined;
      listBeforeAgent = offered.join();
      return { type: 'none', username: plan.user };
    }
    offered = methodsLeft;
    const agentSucceeded = listBeforeAgent !== undefined && listBeforeAgent !== methodsLeft.join();
    listBeforeAgent = undefined;
    if (partialSuccess || agentSucceeded) {
      mayAskMore = true;
    } else if (last !== undefined) {
      plan.onRefused?.(last.way);
      if (asksThePerson(last, methodsLeft) && last.tries < passwordTries) waiting.unshift(last);
    }
    last = undefined;
    while (true) {
      const attempt = waiting.shift() ?? furtherQuestion();
      if (attempt === undefined) return false;
      const method = await methodOf(attempt, methodsLeft);
      if (method === undefined) continue;
      last = { way: attempt.way, tries: attempt.tries + 1 };
      return method;
    }
  };

  const furtherQuestion = (): Attempt | undefined => {
    if (!mayAskMore) return undefined;
    mayAskMore = false;
    const kind = (['keyboard-interactive', 'password'] as const).find((method) => offered.includes(method));
    return kind === undefined ? undefined : { way: { kind }, tries: 0 };
  };

  const methodOf = async ({ way, tries }: Attempt, methods: readonly string[]): Promise<AnyAuthMethod | undefined> => {
    const { user: username } = plan;
    if (way.kind === 'agent') return methods.includes('publickey') ? agentMethod(way.socket) : undefined;
    if (way.kind === 'key') {
      if (!methods.includes('publickey')) return undefined;
      const key = await usableKey(way.path);
      return key === undefined ? undefined : { type: 'publickey', username, key };
    }
    if (way.kind === 'password' && methods.includes('password')) {
      const password = await plan.questions.secret({
        kind: 'password',
        user: username,
        host: plan.host,
        attempt: tries + 1,
      });
      if (password === undefined) throw cancelled();
      return { type: 'password', username, password };
    }
    if (!methods.includes('keyboard-interactive')) return undefined;
    // Many servers ask for the password that way: what the profile calls a password is then one of the prompts.
    rounds = 0;
    return { type: 'keyboard-interactive', username, prompt };
  };

  const usableKey = async (path: string) => {
    try {
      const file = await readPrivateKey(path, ({ attempt }) =>
        plan.questions.secret({ kind: 'passphrase', path, attempt }),
      );
      if (file === undefined) throw cancelled();
      for (const warning of file.warnings) plan.onWarning(warning);
      return file.key;
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (failure.code !== 'key-unusable') throw failure;
      lastProblem = failure;
      plan.onRefused?.({ kind: 'key', path });
      return undefined;
    }
  };

  const agentMethod = (socket = plan.agentSocket): AnyAuthMethod | undefined => {
    if (socket === undefined || socket === '') {
      lastProblem = new Failure('agent-unusable', 'There is no SSH agent: SSH_AUTH_SOCK is not set.', {
        remedy: 'Start ssh-agent and add the key with ssh-add.',
      });
      return undefined;
    }
    return { type: 'agent', username: plan.user, agent: new ssh2.OpenSSHAgent(socket) };
  };

  const prompt = (
    title: string,
    instructions: string,
    _language: string,
    prompts: Prompt[],
    finish: (answers: string[]) => void,
  ) => {
    // A round without prompts only tells something.
    if (prompts.length > 0) rounds += 1;
    answerPrompts(plan, { title, instructions, prompts, round: rounds }).then(finish, fail);
  };

  let fail: (thrown: unknown) => void = () => undefined;
  return {
    handler: (methodsLeft, partialSuccess, next) => {
      // ssh2's types leave out that `false` ends the login, and that the first call has no list.
      const answer = next as (method: AnyAuthMethod | false) => void;
      const methods = methodsLeft as readonly AuthenticationType[] | null;
      fail = (thrown) => {
        lastProblem = asFailure(thrown);
        answer(false);
      };
      if (methods === null) return answer({ type: 'none', username: plan.user });
      nextMethod(methods, partialSuccess === true).then(answer, fail);
    },
    whyRefused: () => lastProblem ?? refused(plan, offered),
  };
}

/** Whether the last method that failed was an answer that a person may have mistyped. */
function asksThePerson({ way }: Attempt, methods: readonly string[]): boolean {
  if (way.kind === 'password') return methods.includes('password') || methods.includes('keyboard-interactive');
  return way.kind === 'keyboard-interactive' && methods.includes('keyboard-interactive');
}

async function answerPrompts(
  { user, host, questions }: LoginPlan,
  { title, instructions, prompts, round }: Round,
): Promise<string[]> {
  const answers: string[] = [];
  for (const { prompt, echo } of prompts) {
    const answer = await questions.secret({
      kind: 'interactive',
      user,
      host,
      title: plainServerText(title, longestPrompt),
      instructions: plainServerText(instructions, longestPrompt),
      prompt: plainServerText(prompt, longestPrompt),
      echo: echo === true,
      of: prompts.length,
      round,
    });
    if (answer === undefined) throw cancelled();
    answers.push(answer);
  }
  return answers;
}

function refused({ user, host, ways }: LoginPlan, offered: readonly string[]): Failure {
  const tried = [...new Set(ways.map(({ kind }) => kind))].join(', ');
  const wants = offered.length === 0 ? '' : ` The server takes ${plainServerText(offered.join(', '), 200)}.`;
  return new Failure('login-refused', `${host} did not let ${user} in. Tried: ${tried}.${wants}`, {
    remedy: 'Check the user name, the key or the password, and the ways to log in that the profile names.',
  });
}
