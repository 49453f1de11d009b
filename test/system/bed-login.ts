import { connect } from 'node:net';
import { join } from 'node:path';
import { openHostKeyStore } from '../../electron/core/ssh/host-key-store.ts';
import { openSshSession, type SessionPlan } from '../../electron/core/ssh/ssh-session.ts';
import { asFailure, type Failure } from '../../electron/shared/failure.ts';
import type { SecretQuestion } from '../../electron/shared/question.ts';
import type { KeyHappening } from '../../electron/shared/timeline.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { gate } from './bed/addresses.ts';

export interface BedLogin extends Pick<SessionPlan, 'user' | 'ways'> {
  readonly agentSocket?: string | undefined;
  readonly port?: number;
  /** What the person answers; without it they give up. */
  readonly answer?: (question: SecretQuestion) => string | undefined;
}

/** How a login at the bed's sshd went, without a gate and a command line before it. */
export interface LoginOutcome {
  /** undefined: let in. */
  readonly failure: Failure | undefined;
  readonly asked: readonly SecretQuestion[];
  readonly keys: readonly KeyHappening[];
  readonly warnings: readonly string[];
  readonly banners: readonly string[];
}

/** Logs in at the bed, whose firewall lets everything through, and leaves at once. */
export async function logInAtBed({ answer, port = 22, agentSocket, ...plan }: BedLogin): Promise<LoginOutcome> {
  const asked: SecretQuestion[] = [];
  const keys: KeyHappening[] = [];
  const warnings: string[] = [];
  const banners: string[] = [];
  const socket = connect({ port, host: gate.ipv4, noDelay: true });
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  const opened = openSshSession({
    ...{ ...plan, socket, port, agentSocket, host: gate.ipv4, address: gate.ipv4 },
    hostKeys: openHostKeyStore({ dataFolder: join(temporaryFolder(), 'data'), userFiles: [] }),
    onBanner: (text) => banners.push(text),
    onWarning: (text) => warnings.push(text),
    onKey: (happening) => keys.push(happening),
    questions: {
      secret: (question) => {
        asked.push(question);
        return Promise.resolve(answer?.(question));
      },
      acceptHostKey: () => Promise.resolve(true),
    },
  });
  const failure = await opened.then((session) => void session.end(), asFailure);
  return { failure: failure ?? undefined, asked, keys, warnings, banners };
}
