// A process of its own that works with many gates, and says how long that took, and what it cost. argv is the data folder, what to
// do, the gates' plan as JSON, and their addresses.
import { readFileSync } from 'node:fs';
import { createServices } from '../../../electron/core/services.ts';
import { type LoginChoice, openGatedSession } from '../../../electron/core/session/gated-session.ts';
import type { GatePlan } from '../../../electron/shared/gate-plan.ts';
import { makePorts } from '../../support/made-gate.ts';

const [dataFolder = '', what, planText = '', ...hosts] = process.argv.slice(2);
const services = createServices(makePorts(dataFolder));
const silent = { observer: { happened: () => undefined, noticed: () => undefined } };
const login: LoginChoice = {
  user: 'visitor',
  ways: [{ kind: 'password' }],
  agentSocket: undefined,
  questions: { secret: () => Promise.resolve('secret'), acceptHostKey: () => Promise.resolve(true) },
  onBanner: () => undefined,
  onWarning: () => undefined,
};

/** @returns how many gates are shut, or sessions live */
async function work(): Promise<number> {
  if (what === 'recover') {
    const recovered = await services.gatekeeper.recover(silent);
    return recovered.filter(({ ending }) => ending.kind === 'shut').length;
  }
  const plan = { ...(JSON.parse(planText) as GatePlan), udpPayload: Uint8Array.of(0) };
  const sessions = hosts.map((host) => openGatedSession(services, { ...plan, host }, login, silent));
  return (await Promise.all(sessions)).filter((session) => 'ssh' in session).length;
}

const { user, system } = process.cpuUsage();
const beganAt = performance.now();
const good = await work();
const tookMs = performance.now() - beganAt;
const used = process.cpuUsage({ user, system });
const processorMs = (used.user + used.system) / 1000;
// What `getrusage` tells begins with the parent's.
const mostMegabytes = Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024;
process.stdout.write(JSON.stringify({ good, tookMs, processorMs, mostMegabytes }), () => process.exit());
