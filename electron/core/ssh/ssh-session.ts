import ssh2 from 'ssh2';
import { asFailure, type Failure } from '../../shared/failure.ts';
import type { Questions } from '../../shared/question.ts';
import type { KeyHappening } from '../../shared/timeline.ts';
import { cancellable, cancelled } from '../cancel.ts';
import type { Line } from '../gate/reach/line.ts';
import type { PathWitness } from '../gate/reach/path-witness.ts';
import { createLogin } from './authentication.ts';
import type { LoginWay } from './default-ways.ts';
import { type Forwarding, openForwarding } from './forwarding.ts';
import { hostKeyAlgorithms } from './host-key-check.ts';
import type { HostKeyStore } from './host-key-store.ts';
import { createHostKeyVerifier } from './host-key-verifier.ts';
import type { KnownHostsEntry } from './known-hosts.ts';
import { type LiveConnection, wayOf } from './live-connection.ts';
import { answersRequest } from './quirks/answers-request.ts';
import { goOnWithoutTerminal } from './quirks/go-on-without-terminal.ts';
import { withoutLateVerdicts } from './quirks/host-key-answers.ts';
import { keepToRules } from './quirks/keep-to-rules.ts';
import { hearLoginAnswers } from './quirks/login-answers.ts';
import { createEar } from './server-ear.ts';
import {
  connectionLost,
  failureOf,
  mustChangePassword,
  noChannel,
  serverLeft,
  silentServer,
} from './session-failures.ts';
import { openChannel, ptyOf, type SshChannel, type Terminal } from './ssh-channel.ts';

export interface SessionPlan {
  /** The answered dial through the gate; the session owns it from now on. */
  readonly socket: Line;
  /** The name as the person wrote it: host keys are kept under it. */
  readonly host: string;
  readonly port: number;
  readonly address: string;
  readonly user: string;
  readonly ways: readonly LoginWay[];
  readonly agentSocket: string | undefined;
  readonly hostKeys: HostKeyStore;
  readonly questions: Questions;
  /** What the server says before the login, made plain, and what a person should know of the key files. */
  readonly onBanner: (text: string) => void;
  readonly onWarning: (text: string) => void;
  readonly onRefused?: ((way: LoginWay) => void) | undefined;
  readonly onKey?: ((happening: KeyHappening) => void) | undefined;
  /** The server has said the first line of the protocol. */
  readonly onGreeted?: (() => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface SshSession {
  /** Runs a command, with a terminal where one is given. @throws Failure `shell-refused`, `connection-lost` */
  run(command: string, terminal?: Terminal): Promise<SshChannel>;
  shell(terminal?: Terminal): Promise<SshChannel>;
  /**
   * Has the server connect to an address, as seen from there. What is pending cannot be taken back: it repeats its SYN each
   * second until the session ends. @throws Failure `hop-unusable`, `connection-lost`
   */
  forward(address: string, port: number): Promise<Forwarding>;
  /** Whether the server still answers on this connection. */
  readonly witness: PathWitness;
  /** undefined where it has gone already. */
  readonly connection: LiveConnection | undefined;
  end(): void;
}

/** The longest silence of a server while it is its turn: a name server that does not answer holds sshd up that long. */
const handshakeMs = 30_000;
/** How long a server may take to start a shell or a command, with all that comes before: the channel, the terminal. */
const channelMs = 30_000;
const hangUpMs = 3000;
const keepaliveIntervalMs = 15_000;
const keepaliveMisses = 3;

const withoutTerminal =
  'the server gives this login no terminal (restrict, no-pty, PermitTTY no): programs that need one do not run in it';

/**
 * Logs in over a connection that is open already (section 4 of the design).
 * @throws Failure `host-key-*`, `login-refused`, `login-timeout`, `not-ssh`, `handshake-failed`, `connection-lost`,
 * `cancelled` and those of the keys
 */
export async function openSshSession(plan: SessionPlan): Promise<SshSession> {
  try {
    const { entries, warnings } = await cancellable(plan.hostKeys.read(), plan.signal);
    for (const warning of warnings) plan.onWarning(warning);
    return await logIn(plan, entries);
  } catch (thrown) {
    // Also where ssh2 never got it: a connection that hangs holds one of sshd's places.
    plan.socket.destroy();
    throw thrown;
  }
}

async function logIn(plan: SessionPlan, entries: readonly KnownHostsEntry[]): Promise<SshSession> {
  const client = new ssh2.Client();
  const lost = new AbortController();
  let whyLost: Failure | undefined;
  let wasRefusedTerminal: (channel: object) => boolean = () => false;
  await new Promise<void>((resolve, reject) => {
    let waitsForPerson = 0;
    let watch: NodeJS.Timeout | undefined;
    let isOver = false;
    let isSettled = false;
    const ear = createEar(plan, client);
    const settle = (failure: Failure | undefined) => {
      isSettled = true;
      isOver = failure !== undefined;
      clearTimeout(watch);
      plan.signal?.removeEventListener('abort', onAbort);
      if (failure === undefined) return resolve();
      // ssh2 leaves one be that cannot be written to any more.
      plan.socket.destroy();
      reject(login.over(failure));
    };
    const watchServer = () => {
      clearTimeout(watch);
      if (waitsForPerson === 0) watch = setTimeout(() => settle(silentServer(plan)), handshakeMs);
    };
    // While a person types a code the server's patience counts, not ours.
    const patiently = async <T>(ask: () => Promise<T>): Promise<T> => {
      waitsForPerson += 1;
      clearTimeout(watch);
      try {
        return await ask();
      } finally {
        waitsForPerson -= 1;
        if (!isSettled) watchServer();
      }
    };
    const questions: Questions = {
      secret: (question) => patiently(() => plan.questions.secret(question)),
      acceptHostKey: (question) => patiently(() => plan.questions.acceptHostKey(question)),
    };
    const login = createLogin({ ...plan, questions, patiently });
    const verifier = createHostKeyVerifier({ ...plan, entries, questions });
    const onAbort = () => settle(cancelled());
    if (plan.signal?.aborted) return settle(cancelled());
    // A server that accepts and hangs up at once may have done so already, and ssh2 would wait for the rest.
    if (plan.socket.destroyed || plan.socket.readableEnded || !plan.socket.writable) {
      return settle(connectionLost(plan, plan.socket.errored?.message));
    }
    plan.signal?.addEventListener('abort', onAbort, { once: true });

    client.on('banner', (text) => ear.tell(text));
    client.on('change password', () => settle(mustChangePassword(plan)));
    client.once('ready', () => {
      ear.loggedIn();
      login.letIn();
      settle(undefined);
    });
    const heard = () => ({ ...ear.heard(), isAsking: waitsForPerson > 0 });
    const fail = (error: Error & { level?: string }) => {
      whyLost ??= verifier.failure() ?? failureOf(error, plan, heard(), () => login.whyRefused());
      settle(whyLost);
    };
    client.on('error', (error: Error & { level?: string }) => {
      // One key that does not sign is no end: it has been told, and ssh2 goes on to the next way.
      if (error.level === 'agent') return;
      fail(error);
    });
    client.once('close', () => {
      whyLost ??= verifier.failure() ?? serverLeft(plan, heard(), () => login.whyRefused());
      settle(whyLost);
      lost.abort();
    });
    // A key is kept before anything secret is told behind it; where that fails nothing is told.
    let kept: Promise<void> | undefined;
    client.once('handshake', () => {
      kept = verifier.rememberProven();
      kept.catch((thrown) => {
        whyLost ??= asFailure(thrown);
        settle(whyLost);
      });
    });
    const isGone = () => isOver || plan.socket.destroyed || plan.socket.readableEnded || !plan.socket.writable;
    const authHandler: typeof login.handler = (...asked) => {
      ear.asked();
      kept?.then(() => isOver || login.handler(...asked)).catch(() => undefined);
    };
    watchServer();
    client.connect({
      sock: plan.socket,
      username: plan.user,
      authHandler,
      hostVerifier: withoutLateVerdicts(verifier.verify, isGone, fail),
      algorithms: { serverHostKey: hostKeyAlgorithms(entries, plan.host, plan.port) },
      readyTimeout: 0,
      keepaliveInterval: keepaliveIntervalMs,
      keepaliveCountMax: keepaliveMisses,
    });
    hearLoginAnswers(client, login.answers);
    wasRefusedTerminal = goOnWithoutTerminal(client);
    // ssh2 has paused the connection until it listens itself: nothing flows past.
    ear.listen();
    keepToRules(client);
  });
  const lossOf = () => whyLost ?? connectionLost(plan);
  const witness: PathWitness = { isAlive: (withinMs) => answersRequest(client, lost.signal, withinMs) };
  const way = wayOf(plan.socket);
  const open = async (terminal: Terminal | undefined, ask: Parameters<typeof openChannel>[1]): Promise<SshChannel> => {
    const channel = await openChannel(
      {
        lost: lost.signal,
        lossOf,
        channelMs,
        tooLong: () => noChannel(plan, channelMs),
        hasTerminal: (opened) => terminal !== undefined && !wasRefusedTerminal(opened),
      },
      ask,
    );
    if (terminal !== undefined && !channel.hasTerminal) plan.onWarning(withoutTerminal);
    return channel;
  };
  return {
    run: (command, terminal) =>
      open(terminal, (opened) => client.exec(command, terminal === undefined ? {} : { pty: ptyOf(terminal) }, opened)),
    shell: (terminal) =>
      open(terminal, (opened) => client.shell(terminal === undefined ? false : ptyOf(terminal), opened)),
    forward: (address, port) =>
      openForwarding(client, { host: plan.host, lost: lost.signal, lossOf }, { address, port }),
    witness,
    connection: way && {
      way,
      async isAlive(withinMs) {
        const { bytesRead } = plan.socket;
        // On a slow line the answer may stand behind much output.
        return (await witness.isAlive(withinMs)) || plan.socket.bytesRead > bytesRead;
      },
      breakOff(why) {
        whyLost ??= connectionLost(plan, why);
        plan.socket.destroy();
      },
    },
    end() {
      client.end();
      // Whoever does not hang up in return would hold the connection for good.
      setTimeout(() => plan.socket.destroy(), hangUpMs).unref();
    },
  };
}
