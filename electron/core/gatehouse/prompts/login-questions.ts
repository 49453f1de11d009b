import type { Authentication } from '../../../shared/profile.ts';
import type { Questions, SecretQuestion } from '../../../shared/question.ts';
import type { SecretPlace } from '../../profiles/bound-secret.ts';
import { type LoginSecrets, secretThatMayAnswer } from './login-secrets.ts';
import type { PromptDesk } from './prompt-desk.ts';

export interface LoginQuestionsOptions {
  readonly desk: PromptDesk;
  readonly sessionId: string;
  readonly secrets: LoginSecrets;
  readonly mayKeep: () => boolean;
  /** Withdraws what is being asked. */
  readonly signal: AbortSignal;
  /** The person is being asked. */
  readonly onAsking: (what: 'last-sequence' | 'host-key' | SecretQuestion['kind']) => void;
}

/** The questions of one login. */
export interface LoginQuestions {
  readonly questions: Questions;
  /** Whether the last one-time sequence may be used. */
  confirmLast(host: string): Promise<boolean>;
  /** A way to log in has failed: what was answered for it is not kept. */
  refused(way: Authentication): void;
  /** The login is over: open questions are withdrawn, and after a success what was to be remembered is kept. @throws Failure */
  over(isLoggedIn: boolean): Promise<void>;
}

/** Answers from what is kept where that may be, else from the person; remembers only what has opened the door. */
export function createLoginQuestions(options: LoginQuestionsOptions): LoginQuestions {
  const { desk, sessionId, secrets, mayKeep, onAsking } = options;
  const over = new AbortController();
  const withdrawn = AbortSignal.any([over.signal, options.signal]);
  const toRemember = new Map<string, { readonly place: SecretPlace; readonly secret: string }>();
  const tried = new Set<string>();

  /** What is kept for a question, or why it is not any more. */
  const fromKept = async (
    question: SecretQuestion,
  ): Promise<{ readonly secret?: string; readonly whyAsked?: string }> => {
    const place = secretThatMayAnswer(question);
    if (place === undefined || tried.has(keyOf(place))) return {};
    tried.add(keyOf(place));
    const secret = await secrets.kept(place);
    if (secret !== undefined) return { secret };
    const whyAsked = secrets.whyGone?.(place);
    return whyAsked === undefined ? {} : { whyAsked };
  };

  const questions: Questions = {
    async secret(question) {
      const { secret, whyAsked } = await fromKept(question);
      if (secret !== undefined) return secret;
      onAsking(question.kind);
      const place: SecretPlace | undefined = question.kind === 'interactive' ? undefined : question;
      const canRemember = place !== undefined && secrets.keep !== undefined && mayKeep();
      const given = await desk.ask({ sessionId, question, canRemember, whyAsked }, withdrawn);
      if (typeof given?.answer !== 'string') return undefined;
      if (place !== undefined) {
        if (given.remember && canRemember) toRemember.set(keyOf(place), { place, secret: given.answer });
        else toRemember.delete(keyOf(place));
      }
      return given.answer;
    },
    async acceptHostKey(question) {
      onAsking('host-key');
      const asked = { sessionId, question: { kind: 'host-key' as const, ...question }, canRemember: false };
      return (await desk.ask(asked, withdrawn))?.answer === true;
    },
  };

  return {
    questions,
    async confirmLast(host) {
      onAsking('last-sequence');
      const asked = { sessionId, question: { kind: 'last-sequence' as const, host }, canRemember: false };
      return (await desk.ask(asked, withdrawn))?.answer === true;
    },
    refused(way) {
      if (way.kind === 'key') toRemember.delete(keyOf({ kind: 'passphrase', path: way.path }));
      if (way.kind === 'password') toRemember.delete(keyOf({ kind: 'password' }));
    },
    async over(isLoggedIn) {
      over.abort();
      const good = isLoggedIn ? [...toRemember.values()] : [];
      toRemember.clear();
      for (const { place, secret } of good) await secrets.keep?.(place, secret);
    },
  };
}

function keyOf(place: SecretPlace): string {
  return place.kind === 'password' ? 'password' : `passphrase ${place.path}`;
}
