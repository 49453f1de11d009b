import { Failure } from '../../shared/failure.ts';
import { pause, throwIfCancelled } from '../cancel.ts';
import type { KnockRun } from '../knock/knocker.ts';
import type { SshSession } from '../ssh/ssh-session.ts';
import { findToolsCommand, type HopTool, knockCommand, toolsIn } from './hop-commands.ts';
import { runToEnd } from './run-to-end.ts';

/** What a shell says when there is no such program, or when it may not be run (POSIX, 2.8.2). */
const notRun = new Set([126, 127]);

/** Asks a jump host which tools it has; none where it runs no commands. @throws Failure `connection-lost` */
export async function findTools(ssh: SshSession): Promise<readonly HopTool[]> {
  try {
    return toolsIn((await runToEnd(ssh, findToolsCommand)).output);
  } catch (thrown) {
    if (thrown instanceof Failure && (thrown.code === 'shell-refused' || thrown.code === 'hop-unusable')) return [];
    throw thrown;
  }
}

/**
 * Sends a sequence from a jump host, each knock by a command of its own that is awaited: the next can neither overtake it
 * nor leave when the person has cancelled.
 * @param tools at least one
 * @throws Failure `hop-unusable`, `connection-lost`, `cancelled` between two knocks
 */
export async function knockByTool(ssh: SshSession, tools: readonly HopTool[], run: KnockRun): Promise<void> {
  // Before the first knock leaves: half a sequence is worse than none.
  const commands = run.steps.map((step) => commandOf(tools, run, step));
  for (const [index, step] of run.steps.entries()) {
    await run.beforeStep?.();
    throwIfCancelled(run.signal);
    const sentAt = performance.now();
    const isLast = index === run.steps.length - 1;
    // From here on the sequence may be whole, whatever becomes of the command.
    if (isLast) run.onSent?.(step, index);
    const { exitCode } = await runToEnd(ssh, commands[index] ?? '');
    if (exitCode !== undefined && notRun.has(exitCode)) throw cannotKnock('the program that was there is gone');
    if (isLast) return;
    run.onSent?.(step, index);
    const restMs = (step.pauseMs ?? run.delayMs) - (performance.now() - sentAt);
    if (restMs > 0) await pause(restMs, run.signal);
  }
}

function commandOf(
  tools: readonly HopTool[],
  { address, udpPayload }: KnockRun,
  step: KnockRun['steps'][number],
): string {
  for (const tool of tools) {
    const command = knockCommand(tool, { address, udpPayload, port: step.port, protocol: step.protocol });
    if (command !== undefined) return command;
  }
  throw cannotKnock('none of its programs sends such a UDP knock');
}

/** The jump host cannot do what its job is. */
export function cannotKnock(why: string): Failure {
  return new Failure('hop-unusable', `The knocks cannot be sent from the jump host: ${why}.`, {
    remedy: 'Install knock, nc or bash on the jump host, or knock TCP ports only.',
  });
}
