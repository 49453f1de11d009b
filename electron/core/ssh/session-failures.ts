import { Failure } from '../../shared/failure.ts';
import { plainServerText } from '../../shared/server-text.ts';

/** Whom a session is with. */
interface Peer {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly socket: { readonly bytesRead: number };
}

/** What OpenSSH writes in place of its first line when it has too many logins under way, or has had enough of an address. */
const sshdTurnsAway = /^(?:Exceeded MaxStartups|Not allowed at this time)\r?\n/;

/** Puts an error of ssh2 in plain words; `whyRefused` knows what a login has tried. */
export function failureOf(
  error: Error & { level?: string },
  plan: Peer & { readonly said: string },
  whyRefused: () => Failure,
): Failure {
  const said = plainServerText(error.message, 200);
  if (error.level === 'client-authentication') return whyRefused();
  if (error.level === 'handshake') {
    return new Failure('handshake-failed', `${plan.host} and this Portcullis have no common way to encrypt: ${said}.`, {
      remedy: 'Update the SSH server; it offers only algorithms that are no longer safe, or that are not known here.',
    });
  }
  if (error.level === 'protocol' && sshdTurnsAway.test(plan.said)) {
    return connectionLost(plan, `the SSH server lets nobody in just now, “${plainServerText(plan.said.trim(), 80)}”`);
  }
  // ssh2 calls it a mistake in the protocol when sshd hangs up before its first line (MaxStartups, a ban).
  if (error.level === 'protocol' && plan.socket.bytesRead > 0) {
    return new Failure('not-ssh', `What answers on port ${plan.port} of ${plan.host} is no SSH server: ${said}.`, {
      remedy: 'Check the SSH port of the profile.',
    });
  }
  if (error.level === 'client-timeout') return silentServer(plan);
  return connectionLost(plan, said);
}

export function connectionLost({ host }: Peer, said?: string): Failure {
  const why = said === undefined ? 'the server closed it' : said;
  return new Failure('connection-lost', `The connection to ${host} was lost: ${why}.`, {
    remedy: 'Check the network, and whether the server still runs.',
  });
}

export function mustChangePassword({ host, user }: Peer): Failure {
  return new Failure(
    'login-refused',
    `The password of ${user} at ${host} has expired, and the server wants a new one.`,
    {
      remedy: 'Set a new password with ssh, then connect again.',
    },
  );
}

export function silentServer({ host }: Peer): Failure {
  return new Failure('login-timeout', `${host} has stopped answering.`, {
    remedy: 'Check the network, and whether the server is busy or has gone.',
  });
}
