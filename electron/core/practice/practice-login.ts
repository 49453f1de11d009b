import type { AuthContext, Connection } from 'ssh2';
import { sameSecret } from './practice-password.ts';
import { practiceUser } from './shell/system-commands.ts';

const methods = ['password', 'keyboard-interactive'] as const;
/** Wrong passwords on one connection, as sshd's MaxAuthTries. */
const maximumWrong = 6;
/** Clients offer the keys of their agent first; those are no wrong passwords, yet they are not endless. */
const maximumRequests = 30;

export interface LoginListener {
  onRefused(): void;
}

/** Lets `guest` in with the password, by `password` (RFC 4252, 8) or `keyboard-interactive` (RFC 4256). */
export function guardLogin(connection: Connection, password: string, { onRefused }: LoginListener): void {
  let [wrong, requests] = [0, 0];

  function answer(context: AuthContext, given: unknown): void {
    // Both are compared in any case, so that the time does not tell whether the user is known.
    const knowsPassword = sameSecret(typeof given === 'string' ? given : '', password);
    const isGuest = sameSecret(context.username, practiceUser);
    if (knowsPassword && isGuest) {
      context.accept();
      return;
    }
    wrong += 1;
    onRefused();
    context.reject([...methods]);
    if (wrong >= maximumWrong) connection.end();
  }

  connection.on('authentication', (context) => {
    requests += 1;
    // What was on its way when the connection was ended is not tried any more.
    if (requests > maximumRequests || wrong >= maximumWrong) {
      connection.end();
    } else if (context.method === 'password') {
      answer(context, context.password);
    } else if (context.method === 'keyboard-interactive') {
      // Where the client gives up, ssh2 hands over an error in place of the answers.
      context.prompt([{ prompt: 'Password: ', echo: false }], (answers: unknown) => {
        if (Array.isArray(answers)) answer(context, answers[0]);
      });
    } else context.reject([...methods]);
  });
}
