import { Failure } from '../../shared/failure.ts';
import { pause, throwIfCancelled } from '../cancel.ts';
import type { KnockRun } from '../knock/knocker.ts';
import type { SshSession } from '../ssh/ssh-session.ts';
import { cannotKnock } from './knock-by-tool.ts';

/** A pending forward repeats its SYN each second and cannot be taken back: its connection ends before (measured). */
const connectionLivesMs = 900;
/** What is left of that for the last knock to be confirmed and the connection to end. */
const confirmMs = 250;

/**
 * Sends a sequence of TCP knocks from a jump host that runs no commands: the server itself connects to each port, over
 * connections of their own that end before a SYN is repeated.
 * @param connect logs in there once more, without a question where that can be
 * @throws Failure `hop-unusable`, `connection-lost`, `cancelled` between two knocks, and those of `connect`
 */
export async function knockByForwarding(connect: () => Promise<SshSession>, run: KnockRun): Promise<void> {
  if (run.steps.some(({ protocol }) => protocol === 'udp')) {
    throw cannotKnock('it has none of the programs that can, and a forwarded connection is no UDP knock');
  }
  let next = 0;
  while (next < run.steps.length) {
    throwIfCancelled(run.signal);
    const ssh = await connect();
    try {
      next = await knockOver(ssh, run, next);
    } finally {
      ssh.end();
    }
  }
}

/** Sends as many knocks as one connection may. @returns the place of the first that is left */
async function knockOver(ssh: SshSession, run: KnockRun, first: number): Promise<number> {
  const beganAt = performance.now();
  for (let index = first; ; ) {
    const step = run.steps[index];
    if (step === undefined) return index;
    await run.beforeStep?.();
    throwIfCancelled(run.signal);
    const sentAt = performance.now();
    const isLast = index === run.steps.length - 1;
    // From here on the sequence may be whole, whatever becomes of the connection.
    if (isLast) run.onSent?.(step, index);
    const forwarding = ssh.forward(run.address, step.port);
    forwarding.then(
      (opened) => opened.kind === 'answered' && opened.line.destroy(),
      () => undefined,
    );
    // The server answers in order: what it says to this it says after it has sent the SYN.
    if (!(await ssh.witness.isAlive(confirmMs))) {
      throw new Failure('connection-lost', 'The jump host has stopped answering while it was to knock.');
    }
    if (!isLast) run.onSent?.(step, index);
    index += 1;
    if (isLast) return index;
    const pauseMs = Math.max(0, (step.pauseMs ?? run.delayMs) - (performance.now() - sentAt));
    if (performance.now() - beganAt + pauseMs + confirmMs > connectionLivesMs) return index;
    await pause(pauseMs, run.signal);
  }
}
