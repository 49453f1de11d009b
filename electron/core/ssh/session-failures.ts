import { Failure } from '../../shared/failure.ts';
import { plainServerText, quotedServerText } from '../../shared/server-text.ts';
import { nothingInCommon } from './nothing-in-common.ts';
import type { Offer } from './quirks/hear-offer.ts';
import { BrokenRule } from './quirks/keep-to-rules.ts';

/** Whom a session is with. */
interface Peer {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly socket: { readonly bytesRead: number };
}

/** What is known of a connection when it fails. */
export interface Heard {
  readonly hasGreeted: boolean;
  /** What came before the server's first line, or in its place. */
  readonly preamble: string;
  /** From its consent to log in until somebody is in. */
  readonly isLoggingIn: boolean;
  /** The person is being asked for something that the server wants. */
  readonly isAsking: boolean;
  /** What the server said last: since it was asked to let somebody in, and with its farewell. */
  readonly lastWords: string;
  readonly offers: { readonly theirs: Offer | undefined; readonly ours: Offer };
}

/** An error of ssh2. `level` says where it comes from, a numeric `code` is a disconnect's reason; what it threw has neither. */
type Ssh2Error = Error & { level?: string; code?: number | string };

/** What OpenSSH writes in place of its first line when it has too many logins under way, or has had enough of an address. */
const sshdTurnsAway = /^(?:Exceeded MaxStartups|Not allowed at this time)\r?\n/;

/** Puts an error of ssh2 in plain words; `whyRefused` knows what a login has tried. */
export function failureOf(error: Ssh2Error, peer: Peer, heard: Heard, whyRefused: () => Failure): Failure {
  const said = plainServerText(error.message, 200);
  if (error instanceof BrokenRule) return brokeRules(peer, said, error);
  switch (error.level) {
    case 'client-authentication':
      return whyRefused();
    case 'client-timeout':
      return silentServer(peer);
    case 'client-socket':
      return connectionLost(peer, said, error);
    case 'handshake':
      return exchangeFailure(error, peer, heard);
  }
  if (typeof error.code === 'number') return serverLeft(peer, heard, whyRefused, said);
  if (!heard.hasGreeted) return noServer(said, peer, heard);
  // What ssh2 throws at a packet that it did not expect speaks of ssh2.
  const what =
    error.level === 'protocol' ? said.replace(/^Inbound: Malformed (\S+) packet$/, 'a malformed $1') : undefined;
  return brokeRules(peer, what ?? 'a packet that cannot be understood', error);
}

/**
 * A connection that the server has ended, in its own words where it had any.
 * @param reason what it gives for a reason beside them
 */
export function serverLeft(peer: Peer, heard: Heard, whyRefused: () => Failure, reason?: string): Failure {
  const { lastWords, isLoggingIn, isAsking } = heard;
  if (lastWords.trim() === '' && isAsking) return tiredOfWaiting(peer);
  if (lastWords.trim() === '') return connectionLost(peer, reason && `the server ended it (${reason})`);
  const words = quotedServerText(lastWords);
  if (!isLoggingIn) return connectionLost(peer, `the server ended it, and said ${words}`);
  return new Failure('login-refused', `${whyRefused().message} The server hung up, and said ${words}.`, {
    remedy: 'What stands in quotes is the server’s own. Its log (journalctl -u ssh) may say more.',
  });
}

/** OpenSSH says nothing when its LoginGraceTime is over. */
function tiredOfWaiting({ host }: Peer): Failure {
  return new Failure('login-refused', `${host} hung up while it waited for an answer.`, {
    remedy: 'Servers wait only so long (LoginGraceTime in sshd_config): connect again, and answer sooner.',
  });
}

function exchangeFailure(error: Ssh2Error, peer: Peer, { offers }: Heard): Failure {
  const missing = /no matching (.+)$/i.exec(error.message)?.[1];
  if (missing !== undefined) return nothingInCommon(peer.host, missing, offers);
  if (/signature/i.test(error.message)) return unproven(peer);
  return brokeRules(peer, `what no key exchange is made of: ${plainServerText(error.message, 200)}`, error);
}

function noServer(said: string, peer: Peer, { preamble }: Heard): Failure {
  if (sshdTurnsAway.test(preamble)) {
    return connectionLost(peer, `the SSH server lets nobody in just now, “${plainServerText(preamble.trim(), 80)}”`);
  }
  // ssh2 calls it a mistake in the protocol when sshd hangs up before its first line (MaxStartups, a ban).
  if (peer.socket.bytesRead === 0) return connectionLost(peer, said);
  return new Failure('not-ssh', `What answers on port ${peer.port} of ${peer.host} is no SSH server: ${said}.`, {
    remedy: 'Check the SSH port of the profile.',
  });
}

/** Whoever does not hold the private key can show a public one, and sign nothing with it (RFC 4253, 8). */
function unproven({ host }: Peer): Failure {
  return new Failure(
    'host-key-unproven',
    `${host} SHOWS A HOST KEY THAT IT CANNOT PROVE TO HAVE: its signature is wrong. Somebody may be in between and listen, ` +
      'or the server is broken. The connection was ended.',
    { remedy: 'Ask whoever runs the server before you connect again.' },
  );
}

function brokeRules({ host }: Peer, what: string, cause: Error): Failure {
  return new Failure('protocol-broken', `${host} broke the rules of SSH, and was hung up on: it sent ${what}.`, {
    remedy:
      'The server, or something in front of it, is faulty or hostile. Ask whoever runs it; ssh -v shows the packets.',
    cause,
  });
}

export function connectionLost({ host }: Pick<Peer, 'host'>, said?: string, cause?: Error): Failure {
  const why = said ?? 'the server closed it';
  return new Failure('connection-lost', `The connection to ${host} was lost: ${why}.`, {
    remedy: 'Check the network, and whether the server still runs.',
    cause,
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

/** @param what was waited for: 'shell' */
export function noChannel({ host, user }: Pick<Peer, 'host' | 'user'>, withinMs: number): Failure {
  return new Failure(
    'shell-refused',
    `${host} has let ${user} in, and in ${withinMs / 1000} s it has started nothing.`,
    {
      remedy:
        'Look on the server what a login waits for there: a home folder on a network drive, a session module of PAM.',
    },
  );
}
