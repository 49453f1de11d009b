import type { AnyAuthMethod, AuthHandlerMiddleware, Prompt } from 'ssh2';
import { asFailure, Failure } from '../../shared/failure.ts';
import { cancelled } from '../cancel.ts';
import type { LoginWay } from './default-ways.ts';
import { describeKey } from './fingerprint.ts';
import { answerPrompts } from './login/answer-prompts.ts';
import { type Identity, identityWords } from './login/identity.ts';
import type { LoginPlan } from './login/login-plan.ts';
import { type Offer, offersOf } from './login/offers.ts';
import { createProblems } from './login/problems.ts';
import { lostAfter, refusal } from './login/refusal.ts';
import type { LoginAnswers } from './quirks/login-answers.ts';
import { oneKeyAgent, type Signer } from './quirks/one-key-agent.ts';
import { passwordBytes } from './quirks/password-bytes.ts';

/** As ssh(1): a password may be mistyped twice. */
const passwordTries = 3;

/** More halves than any server wants; one that takes all and is never content asks for ever. */
const mostHalves = 10;

export interface Login {
  readonly handler: AuthHandlerMiddleware;
  readonly answers: LoginAnswers;
  /** The server has let us in. */
  letIn(): void;
  /** Why there is nothing left to try, for when the server has refused all. */
  whyRefused(): Failure;
  /** The login has failed: nothing that comes now is sent. @returns the failure, with what may be why */
  over(failure: Failure): Failure;
}

interface Answer {
  readonly methods: readonly string[];
  readonly isPartialSuccess: boolean;
}

/**
 * Walks through the ways to log in on one connection: a wrong password is asked for again without a new connection, and
 * thus without knocking again; what the server does not take yet is kept until it does; after a partial success (RFC 4252, 5.1) the
 * methods that the server still wants and that ask the person are tried even when the profile does not list them.
 */
export function createLogin(plan: LoginPlan): Login {
  const { user, host } = plan;
  const username = user;
  const refused: string[] = [];
  const taken: string[] = [];
  const problems = createProblems(plan);
  let prepared: Promise<readonly Offer[]> | undefined;
  let waiting: Offer[] | undefined;
  let last: Offer | undefined;
  let lastKey: Buffer | undefined;
  let answer: Answer | undefined;
  let offered: readonly string[] = [];
  let mayAskMore = false;
  let problemsBefore = 0;
  let ended: Failure | undefined;
  let isOver = false;
  let hasTriedAll = false;
  let rounds = 0;

  const tried = () => {
    const unanswered = last === undefined || answer !== undefined ? undefined : wordsOf(last);
    return { user, host, refused, unanswered, taken, offered, hasTriedAll, problems: problems.all };
  };
  const prepare = () => offersOf({ ...plan, questions: problems.questions }, problems.add);

  const nextMethod = async (): Promise<AnyAuthMethod | false> => {
    prepared ??= prepare();
    waiting ??= [...(await prepared)];
    const heard = answer;
    answer = undefined;
    // Without an answer the server was not asked.
    if (heard !== undefined) offered = heard.methods;
    if (last !== undefined) takeIn(last, heard, waiting);
    last = undefined;
    lastKey = undefined;
    while (true) {
      const at = waiting.findIndex(({ way }) => methodFor(way, offered) !== undefined);
      const offer = at < 0 ? furtherQuestion() : waiting.splice(at, 1)[0];
      if (offer === undefined) {
        hasTriedAll = true;
        return false;
      }
      const method = await methodOf(offer);
      if (method === undefined) continue;
      last = { ...offer, tries: offer.tries + 1 };
      problemsBefore = problems.all.length;
      return method;
    }
  };

  const takeIn = (offer: Offer, heard: Answer | undefined, left: Offer[]) => {
    if (heard?.isPartialSuccess === true) {
      mayAskMore = true;
      taken.push(wordsOf(offer));
      tellKey(offer, true);
      return;
    }
    if (heard === undefined) {
      if (problems.all.length === problemsBefore) problems.add(noCommonSignature(offer), offer.way);
      return;
    }
    plan.onRefused?.(offer.way);
    tellKey(offer, false);
    refused.push(wordsOf(offer));
    const asksThePerson = offer.identity === undefined && methodFor(offer.way, offered) !== undefined;
    if (asksThePerson && offer.tries < passwordTries) left.unshift(offer);
  };

  const wordsOf = ({ way, identity }: Offer) =>
    identity === undefined || lastKey === undefined ? way.kind : `key ${identityWords(lastKey, identity.from)}`;

  const tellKey = ({ identity }: Offer, isTaken: boolean) => {
    if (identity === undefined || lastKey === undefined) return;
    plan.onKey?.({ event: 'key', ...describeKey(lastKey), from: identity.from, isTaken });
  };

  const furtherQuestion = (): Offer | undefined => {
    if (!mayAskMore || taken.length > mostHalves) return undefined;
    mayAskMore = false;
    const kind = (['keyboard-interactive', 'password'] as const).find((method) => offered.includes(method));
    return kind === undefined ? undefined : { way: { kind }, tries: 0 };
  };

  const methodOf = async ({ way, identity, tries }: Offer): Promise<AnyAuthMethod | undefined> => {
    if (identity !== undefined) return await keyMethod(identity, way);
    if (methodFor(way, offered) === 'password') {
      const password = await plan.questions.secret({ kind: 'password', user, host, attempt: tries + 1 });
      if (password === undefined) throw cancelled();
      const { method, wipe } = passwordBytes(username, password);
      wipeSent = wipe;
      return method;
    }
    // Many servers ask for the password that way: what the profile calls a password is then one of the prompts.
    rounds = 0;
    return { type: 'keyboard-interactive', username, prompt };
  };

  const keyMethod = async (identity: Identity, way: LoginWay): Promise<AnyAuthMethod | undefined> => {
    try {
      lastKey = await identity.reveal();
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (!isAboutKey(failure)) throw failure;
      problems.add(failure, way);
      return undefined;
    }
    const sign: Signer = async (data, hash) => {
      try {
        const signature = await plan.patiently(() => identity.sign(data, hash));
        // ssh2 breaks at what comes after its connection has been destroyed.
        return isOver ? await new Promise(() => undefined) : signature;
      } catch (thrown) {
        const failure = asFailure(thrown);
        if (isAboutKey(failure)) {
          problems.add(failure, way);
          throw failure;
        }
        fail(failure);
        return await new Promise(() => undefined);
      }
    };
    return { type: 'agent', username, agent: oneKeyAgent(lastKey, sign) };
  };

  const prompt = (
    title: string,
    instructions: string,
    _language: string,
    prompts: Prompt[],
    finish: (answers: string[]) => void,
  ) => {
    rounds += 1;
    const answered = answerPrompts(plan, { title, instructions, prompts, round: rounds });
    answered.then(
      (answers) => isOver || finish(answers),
      (thrown) => fail(thrown),
    );
  };

  let wipeSent: () => void = () => undefined;
  let fail: (thrown: unknown) => void = () => undefined;
  return {
    handler: (methods, _partialSuccess, next) => {
      // ssh2's types leave out that `false` ends the login, and that the first call has no list.
      const goOn = (method: AnyAuthMethod | false) => {
        if (isOver) return;
        (next as (method: AnyAuthMethod | false) => void)(method);
        wipeSent();
      };
      fail = (thrown) => {
        ended ??= asFailure(thrown);
        goOn(false);
      };
      if ((methods as unknown) !== null) return void nextMethod().then(goOn, fail);
      prepared = prepare();
      prepared.catch(() => undefined);
      goOn({ type: 'none', username });
    },
    answers: {
      refused: (methods, isPartialSuccess) => {
        answer = { methods, isPartialSuccess };
      },
    },
    letIn: () => last && tellKey(last, true),
    whyRefused: () => ended ?? refusal(tried()),
    over(failure) {
      isOver = true;
      return failure === ended ? failure : lostAfter(failure, tried());
    },
  };
}

/** ssh2 passes over an RSA key where the server takes neither SHA-2 nor SHA-1 with it. */
function noCommonSignature({ identity }: Offer): Failure {
  return new Failure('key-unusable', `The server takes no signature that the key ${identity?.from ?? ''} can make.`, {
    remedy: 'Use an ED25519 key.',
  });
}

/** How a way would be tried where the server takes these methods; undefined where it cannot be, for now. */
function methodFor({ kind }: LoginWay, methods: readonly string[]): string | undefined {
  if (kind === 'key' || kind === 'agent') return methods.find((method) => method === 'publickey');
  const asked = kind === 'password' ? ['password', 'keyboard-interactive'] : ['keyboard-interactive'];
  return asked.find((method) => methods.includes(method));
}

/** What is wrong with one key is no end of the login; anything else is. */
function isAboutKey({ code }: Failure): boolean {
  return code === 'key-unusable' || code === 'agent-unusable';
}
