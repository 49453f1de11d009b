import type { Client } from 'ssh2';
import { Failure } from '../../shared/failure.ts';
import type { Line } from '../gate/reach/line.ts';
import { ForwardedLine } from './quirks/forwarded-line.ts';

/** What a server said to a connection that it was to make. `answer`: an error code such as ECONNREFUSED; undefined: silence. */
export type Forwarding =
  | { readonly kind: 'answered'; readonly line: Line }
  | { readonly kind: 'not-answered'; readonly answer: string | undefined };

/** RFC 4254, 5.1. */
const administrativelyProhibited = 1;
const connectFailed = 2;

/** sshd says in words what its own connect() came to (its `strerror`). */
const answers: readonly (readonly [words: RegExp, code: string | undefined])[] = [
  [/refused/i, 'ECONNREFUSED'],
  [/reset/i, 'ECONNRESET'],
  [/no route/i, 'EHOSTUNREACH'],
  [/host is down/i, 'EHOSTDOWN'],
  [/network is unreachable/i, 'ENETUNREACH'],
  [/timed out/i, undefined],
];

/**
 * Has a server make a connection (`direct-tcpip`, RFC 4254, 7.2).
 * @throws Failure `hop-unusable` when it makes none for anybody, or what `lossOf` says when `lost` is raised
 */
export function openForwarding(
  client: Client,
  server: { readonly host: string; readonly lost: AbortSignal; readonly lossOf: () => Failure },
  to: { readonly address: string; readonly port: number },
): Promise<Forwarding> {
  const { lost, lossOf } = server;
  return new Promise((resolve, reject) => {
    const onLost = () => reject(lossOf());
    if (lost.aborted) return onLost();
    lost.addEventListener('abort', onLost, { once: true });
    try {
      client.forwardOut('127.0.0.1', 0, to.address, to.port, (error, channel) => {
        lost.removeEventListener('abort', onLost);
        if (error === undefined) return resolve({ kind: 'answered', line: new ForwardedLine(channel) });
        const { reason, message } = error as Error & { reason?: number | string };
        if (reason === connectFailed) return resolve({ kind: 'not-answered', answer: answerOf(message) });
        if (lost.aborted || reason !== administrativelyProhibited) return reject(lossOf());
        reject(
          new Failure('hop-unusable', `${server.host} lets nobody go on from there: it forwards no connections.`, {
            remedy: 'Allow it on that server (AllowTcpForwarding, PermitOpen), or choose another way in.',
          }),
        );
      });
    } catch {
      // ssh2 throws when its socket has just gone.
      reject(lossOf());
    }
  });
}

function answerOf(message: string): string | undefined {
  const found = answers.find(([words]) => words.test(message));
  // Whatever else it says: it has heard an answer, and no connection came of it.
  return found === undefined ? 'ECONNABORTED' : found[1];
}
