import { type Account, accountWords } from '../../shared/account.ts';
import type { Profile } from '../../shared/profile.ts';
import type { SecretQuestion } from '../../shared/question.ts';
import { usageFailure } from '../usage.ts';
import { fitOf, type HandedSecret, isFor, readHandedSecret } from './handed-secret.ts';

/** The answers of `--secrets-fd`. */
export interface HandedSecrets {
  /**
   * Takes the answer to a question, which nobody else gets then. It reads on until there is one.
   * @returns undefined where none is for it
   * @throws Failure `usage` for a line that is none, or does not say for whom it is; no line is quoted
   */
  take(question: SecretQuestion, account: Account): Promise<string | undefined>;
}

export interface HandedSecretsOptions {
  /** undefined at the end. */
  readonly nextLine: () => Promise<string | undefined>;
  /** All that are logged in to. */
  readonly accounts: readonly Account[];
  /** What a bare line is for, where it may be one. */
  readonly plainKind: HandedSecret['kind'] | undefined;
}

/** Each answer in any order, for one question of the account that it names, once. */
export function createHandedSecrets({ nextLine, accounts, plainKind }: HandedSecretsOptions): HandedSecrets {
  const held: HandedSecret[] = [];
  let count = 0;
  /** @returns whether there was one more */
  const readOn = async (): Promise<boolean> => {
    const line = await nextLine();
    if (line === undefined) return false;
    count += 1;
    const secret = readHandedSecret(line, plainKind);
    const problem = secret === undefined ? notOne(plainKind) : whyUnclear(secret, accounts);
    if (problem !== undefined) throw usageFailure(`--secrets-fd, line ${count}: ${problem}`);
    if (secret !== undefined) held.push(secret);
    return true;
  };
  return {
    async take(question, account) {
      const takeOne = (wanted: 'best' | 'else'): string | undefined => {
        const at = held.findIndex((secret) => isFor(secret, account) && fitOf(secret, question) === wanted);
        return at < 0 ? undefined : held.splice(at, 1)[0]?.value;
      };
      do {
        const best = takeOne('best');
        if (best !== undefined) return best;
      } while (await readOn());
      return takeOne('else');
    },
  };
}

/** What a bare line is for: only where the profile names one way to log in, and one host. */
export function plainKindOf({ auth }: Pick<Profile, 'auth'>): HandedSecret['kind'] | undefined {
  const named = auth === undefined ? [] : [auth].flat();
  const [way] = named;
  return way === undefined || named.length > 1 || way.kind === 'agent' ? undefined : way.kind;
}

function notOne(plainKind: HandedSecret['kind'] | undefined): string {
  const object = 'it is no JSON object like {"kind":"password","host":"web.example","value":"…"}';
  return plainKind === undefined
    ? `${object}; a bare answer is taken only where the profile names exactly one way to log in, and no jump host`
    : object;
}

function whyUnclear(secret: HandedSecret, accounts: readonly Account[]): string | undefined {
  if (secret.host === undefined && accounts.length > 1) return 'it must name its host, as there are jump hosts';
  const meant = accounts.filter((account) => isFor(secret, account));
  if (meant.length < 2) return undefined;
  return `it may be for ${meant.map(accountWords).join(' or ')}: it must name its user or port`;
}
