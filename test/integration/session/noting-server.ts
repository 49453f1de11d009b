import type { AuthContext } from 'ssh2';
import { startSshServer, type TestServer } from './ssh-server.ts';

/** A server that notes every try to log in, and everything that it is sent for it. */
export interface NotingServer extends TestServer {
  /** `password: …`, `answer: …`, `publickey`; in their order. */
  readonly sent: readonly string[];
}

export interface NotingServerOptions {
  /** The ways that it offers, in order; it asks for a password in both ways unless told. */
  readonly offers?: readonly ('password' | 'keyboard-interactive')[];
  /** What it asks in the other way. */
  readonly prompt?: string;
  /** The one answer that opens; without it nothing does. */
  readonly takes?: string;
}

export async function startNotingServer(options: NotingServerOptions = {}): Promise<NotingServer> {
  const { offers = ['password', 'keyboard-interactive'], prompt = 'Password: ', takes } = options;
  const sent: string[] = [];
  const judge = (context: AuthContext, answer: string) =>
    answer === takes ? context.accept() : context.reject([...offers]);
  const server = await startSshServer({
    onLogin(context) {
      if (context.method === 'none') return context.reject([...offers]);
      if (context.method === 'password') {
        sent.push(`password: ${context.password}`);
        return judge(context, context.password);
      }
      if (context.method === 'keyboard-interactive') {
        return context.prompt([{ prompt, echo: false }], (answers: unknown) => {
          const [answer = ''] = answers as string[];
          sent.push(`answer: ${answer}`);
          judge(context, answer);
        });
      }
      sent.push(context.method);
      context.reject([...offers]);
    },
    onSession: (session) =>
      session.on('pty', (accept) => accept?.()).on('shell', (accept) => accept().write('welcome\r\n')),
  });
  return { ...server, sent };
}
