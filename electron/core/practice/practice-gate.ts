import { asFailure } from '../../shared/failure.ts';
import type { Profile } from '../../shared/profile.ts';
import type { Step } from '../../shared/sequence.ts';
import { createEmitter } from '../emitter.ts';
import { startKnockDaemon } from './knock-daemon.ts';
import { practiceAddress } from './knock-listeners.ts';
import type { PracticeEvent, PracticeListener } from './practice-event.ts';
import { keepHostKey, type PracticeHostKey } from './practice-host-key.ts';
import { drawPassword } from './practice-password.ts';
import { describeGate, profileOf } from './practice-profile.ts';
import { createPracticeSshServer } from './practice-ssh-server.ts';
import { FileTree } from './shell/file-tree.ts';
import { practiceUser } from './shell/system-commands.ts';
import { welcomeFiles } from './shell/welcome-files.ts';
import { drawDoor } from './ssh-door.ts';

export interface PracticeGateOptions {
  /** Where the host key is kept between starts; it is made with mode 0700 where it is missing. */
  readonly folder: string;
  /** After how long half a sequence is forgotten, in whole seconds; 10 where it is left out. */
  readonly seqTimeoutS?: number;
  /** How long a visitor may take to log in; 120,000 where it is left out. */
  readonly loginTimeoutMs?: number;
}

export interface PracticeGate {
  readonly address: typeof practiceAddress;
  /** The SSH server's, which refuses until the opening has been knocked. */
  readonly port: number;
  readonly user: typeof practiceUser;
  /** Drawn anew at each start. */
  readonly password: string;
  readonly opening: readonly Step[];
  readonly closing: readonly Step[];
  readonly hostKey: Pick<PracticeHostKey, 'type' | 'fingerprint' | 'publicKey'>;
  /** What a person would write to connect; it holds the sequences and not the password. */
  readonly profile: Profile;
  isOpen(): boolean;
  /** Gives back the function that ends the subscription. */
  onDidChange(listener: PracticeListener): () => void;
  /** Shuts the gate, ends its sessions and gives back every port; once is enough, more do no harm. */
  stop(): Promise<void>;
}

/**
 * Starts a gate to practise on: a knock daemon and, behind it, an SSH server with a played shell, on loopback only and
 * without privileges. It starts no process, and of the disk it touches its host key alone.
 * @throws Failure `practice-unusable` when the system gives no port, or the folder cannot be used
 */
export async function startPracticeGate(options: PracticeGateOptions): Promise<PracticeGate> {
  const { folder, seqTimeoutS = 10, loginTimeoutMs = 120_000 } = options;
  const hostKey = await keepHostKey(folder);
  const { emit: tell, listen } = createEmitter<PracticeEvent>();
  const password = drawPassword();
  const startedAtMs = Date.now();
  const about = () => describeGate(hostKey, door.isOpen(), server.sessions());
  const house = { tree: new FileTree(welcomeFiles), startedAtMs, about };
  const server = createPracticeSshServer({
    hostKey,
    password,
    house,
    loginTimeoutMs,
    tell,
  });
  const door = await drawDoor((socket) => server.admit(socket));
  const daemon = await startKnockDaemon(seqTimeoutS * 1000, {
    tell,
    onCompleted(which) {
      const done = which === 'opening' ? door.open() : door.shut();
      done.then(
        () => tell({ event: which === 'opening' ? 'gate-opened' : 'gate-shut' }),
        (thrown) => tell({ event: 'gate-failed', failure: asFailure(thrown) }),
      );
    },
  });

  let stopping: Promise<void> | undefined;
  async function stop(): Promise<void> {
    await daemon.stop();
    await door.shut();
    await server.stop();
  }

  return {
    address: practiceAddress,
    port: door.port,
    user: practiceUser,
    password,
    opening: daemon.opening,
    closing: daemon.closing,
    hostKey: { type: hostKey.type, fingerprint: hostKey.fingerprint, publicKey: hostKey.publicKey },
    profile: profileOf(door.port, daemon.opening, daemon.closing, seqTimeoutS),
    isOpen: door.isOpen,
    onDidChange: listen,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}
