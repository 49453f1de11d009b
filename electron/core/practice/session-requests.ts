import type { Socket } from 'node:net';
import type { ServerChannel, Session } from 'ssh2';
import { runPlainSession } from './plain-session.ts';
import { isKeptVariable, loginShell, type PracticeSession, runToExit, type SessionWindow } from './practice-session.ts';
import type { ShellHouse } from './shell/command.ts';
import { runTerminalSession } from './terminal-session.ts';

/** Asked for only where the client wants a reply; ssh2's types do not say so. */
type Reply = (() => void) | undefined;

const leastColumns = 4;
const mostColumns = 1000;

/**
 * Serves one session channel (RFC 4254, 6): pty-req, window-change, env, signal, shell and exec. Everything without a
 * listener, as subsystems, X11 and agent forwarding, is refused by ssh2.
 * @param connectionEnded raised when the connection ends, which the session's own events do not always tell
 * @param fail gets what is thrown by mistake
 */
export function serveSession(
  session: Session,
  house: ShellHouse,
  socket: Socket,
  connectionEnded: AbortSignal,
  fail: (thrown: unknown) => void,
): void {
  const variables = new Map<string, string>();
  const closing = new AbortController();
  let window: SessionWindow | undefined;
  let running: PracticeSession | undefined;

  function start(channel: ServerChannel | undefined, command: string | undefined): void {
    // A session runs one program (RFC 4254, 6.5); ssh2 gives no second channel.
    if (channel === undefined) return;
    // A broken channel is noticed by its session's end.
    channel.on('error', ignoreError);
    channel.stderr.on('error', ignoreError);
    const ended = AbortSignal.any([closing.signal, connectionEnded]);
    const shell = loginShell(house, variables);
    const started: PracticeSession = { channel, shell, command, ended, interrupt: () => undefined };
    running = started;
    const loop = () =>
      window === undefined ? runPlainSession(started, socket) : runTerminalSession(started, window, socket);
    runToExit(started, loop).catch(fail);
  }

  session.on('pty', (accept: Reply, reject: Reply, { term, cols, rows }) => {
    if (running !== undefined) return reject?.();
    window = { term: String(term).slice(0, 64), columns: columnsOf(cols), rows };
    if (isKeptVariable('TERM', window.term)) variables.set('TERM', window.term);
    accept?.();
  });
  session.on('window-change', (accept: Reply, _reject: Reply, { cols, rows }) => {
    if (window !== undefined) Object.assign(window, { columns: columnsOf(cols), rows });
    accept?.();
  });
  session.on('env', (accept: Reply, reject: Reply, { key, val }) => {
    if (!isKeptVariable(key, val)) return reject?.();
    variables.set(key, val);
    accept?.();
  });
  session.on('signal', (accept: Reply, _reject: Reply) => {
    running?.interrupt();
    accept?.();
  });
  session.on('shell', (accept) => start(accept(), undefined));
  session.on('exec', (accept, _reject, { command }) => start(accept(), command));
  session.on('close', () => closing.abort());
}

function columnsOf(columns: number): number {
  // Zero means that the client does not know (RFC 4254, 6.2).
  return columns === 0 ? 80 : Math.min(mostColumns, Math.max(leastColumns, columns));
}

function ignoreError(): void {}
