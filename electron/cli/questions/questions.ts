import type { Account } from '../../shared/account.ts';
import { Failure } from '../../shared/failure.ts';
import type { HostKeyQuestion, Questions, SecretQuestion } from '../../shared/question.ts';
import { markedServerText } from '../../shared/server-text.ts';
import type { Interrupts } from '../interrupts.ts';
import { askWithProgram } from './askpass.ts';
import type { HandedSecrets } from './handed-secrets.ts';
import { openPromptTerminal } from './terminal-prompt.ts';

export interface QuestionOptions {
  /** What was handed in with `--secrets-fd`: then nobody is asked for a secret. */
  readonly handed: HandedSecrets | undefined;
  /** Who logs in. */
  readonly account: Account;
  readonly acceptNew: boolean;
  readonly environment: NodeJS.ProcessEnv;
  readonly interrupts: Interrupts;
  readonly say: (text: string) => void;
}

/**
 * Where a login's questions go: to what was handed in where that is, else to the askpass program where there is no
 * terminal (or SSH_ASKPASS_REQUIRE says so, as in ssh(1)), else to the terminal.
 */
export function createQuestions(options: QuestionOptions): Questions {
  const { handed, account, acceptNew, environment, interrupts, say } = options;
  const terminal = () => openPromptTerminal(interrupts.cancel, interrupts.interrupt);
  const { SSH_ASKPASS: program = '', SSH_ASKPASS_REQUIRE: requires = '' } = environment;
  const isProgramMeant = program !== '' && requires !== 'never';
  const isProgramFirst = isProgramMeant && (requires === 'force' || requires === 'prefer');

  return {
    async secret(question) {
      if (handed !== undefined) {
        return (
          (await handed.take(question, account)) ?? noAnswer(question, 'no line of --secrets-fd is for that', account)
        );
      }
      const prompt = promptOf(question);
      const asked = isProgramFirst ? undefined : terminal();
      if (asked !== undefined) {
        const preface = prefaceOf(question);
        if (preface !== '') asked.show(preface);
        return asked.ask(prompt, question.kind === 'interactive' && question.echo);
      }
      if (isProgramMeant) return askWithProgram(program, prompt, interrupts.cancel);
      return noAnswer(question, 'there is no terminal to ask at', account);
    },

    async acceptHostKey(question) {
      if (acceptNew) {
        say(
          `${question.host} was not known: its ${question.keyKind} key ${question.fingerprint} is trusted from now on`,
        );
        return true;
      }
      const asked = terminal();
      if (asked === undefined) return false;
      asked.show(introductionOf(question));
      while (true) {
        const answer = (await asked.ask('Trust this key from now on? (yes, no, or the fingerprint) ', true))?.trim();
        if (answer === 'yes' || answer === question.fingerprint) return true;
        if (answer === undefined || answer === 'no') return false;
      }
    },
  };
}

function introductionOf({ host, port, address, keyKind, fingerprint }: HostKeyQuestion): string {
  const where = host === address ? `${host}, port ${port},` : `${host} (${address}, port ${port})`;
  return `${where} is not known yet. Its ${keyKind} key has the fingerprint\n  ${fingerprint}\nCompare it with what the server's owner says.`;
}

function promptOf(question: SecretQuestion): string {
  switch (question.kind) {
    case 'password':
      return `${question.user}@${question.host}'s password: `;
    case 'passphrase':
      return `Enter passphrase for key '${question.path}': `;
    case 'interactive':
      return `(${question.user}@${question.host}) ${question.prompt.replaceAll('\n', '\n  | ')}`;
  }
}

function prefaceOf(question: SecretQuestion): string {
  if (question.kind !== 'interactive') return question.attempt > 1 ? 'That was wrong. Once more:' : '';
  const said = [question.title, question.instructions].filter((text) => text !== '').join('\n');
  return said === '' ? '' : markedServerText(question.host, said);
}

function noAnswer(question: SecretQuestion, why: string, { host }: Account): never {
  const asked =
    question.kind === 'passphrase'
      ? `the passphrase of ${question.path}`
      : `an answer to «${promptOf(question).trim()}»`;
  const kind = { password: 'password', passphrase: 'key', interactive: 'keyboard-interactive' }[question.kind];
  const line = JSON.stringify({ kind, host, value: '…' });
  throw new Failure('login-refused', `The login needs ${asked}, and ${why}.`, {
    remedy: `Run it on a terminal, or set SSH_ASKPASS to a program that answers, or hand it in with --secrets-fd: ${line}`,
  });
}
