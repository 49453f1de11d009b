import { Failure } from '../../shared/failure.ts';
import type { WayIn } from '../../shared/gate-plan.ts';
import { cancellable } from '../cancel.ts';
import type { Reach } from '../gate/reach/reach.ts';
import type { SshSession } from '../ssh/ssh-session.ts';
import { dialByHop } from './dial-by-hop.ts';
import { addressesIn, type HopTool, lookupCommand } from './hop-commands.ts';
import { knockByForwarding } from './knock-by-forwarding.ts';
import { findTools, knockByTool } from './knock-by-tool.ts';
import { runToEnd } from './run-to-end.ts';

/** A jump host that somebody has logged in to. */
export interface Hop {
  readonly via: WayIn;
  readonly ssh: SshSession;
  /** Logs in there once more, for a connection that must not live long. */
  connectAgain(): Promise<SshSession>;
}

/** Longer than any path; it bounds what a hop that has gone holds up. */
const longestRoundTripMs = 1000;

/** Knocks and dials from a jump host (rules 9 and 10 of the gate). @throws Failure `connection-lost` */
export async function reachByHop({ via, ssh, connectAgain }: Hop): Promise<Reach> {
  const askedAt = performance.now();
  await ssh.witness.isAlive(longestRoundTripMs);
  const roundTripMs = performance.now() - askedAt;
  let tools: Promise<readonly HopTool[]> | undefined;
  return {
    via,
    lookup: (host) => lookUpAt(ssh, host),
    async sendSequence(run) {
      tools ??= findTools(ssh);
      const found = await cancellable(tools, run.signal);
      if (found.length > 0) await knockByTool(ssh, found, run);
      else await knockByForwarding(connectAgain, run);
    },
    dial: (plan) => dialByHop(ssh, roundTripMs, plan),
    localAddressTowards: () => Promise.resolve(`by way of ${via.hosts}`),
  };
}

async function lookUpAt(ssh: SshSession, host: string): ReturnType<Reach['lookup']> {
  const { output, exitCode } = await runToEnd(ssh, lookupCommand(host));
  const found = addressesIn(output);
  if (found.length > 0) return found;
  const why = exitCode === 2 ? 'knows no host of that name' : 'cannot look it up';
  throw new Failure('name-unknown', `${host} is looked up at the jump host, which ${why}.`, {
    remedy: 'Write the address that the host has there in place of its name.',
  });
}
