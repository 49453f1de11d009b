// A process of its own that works with many gates, and says how long that took, and what it cost. argv is the data folder, what
// to do, the gates' plan as JSON, and how many.

import { createServices } from '../../../electron/core/services.ts';
import { openGatedSession } from '../../../electron/core/session/gated-session.ts';
import { makePorts } from '../../support/made-gate.ts';
import { addressOf } from './addresses.ts';
import type { Cost } from './cost.ts';

const [folder = '', what = '', planText = '', count = '1'] = process.argv.slice(2);
const services = createServices(makePorts(folder));
const silent = { observer: { happened: () => undefined, noticed: () => undefined } };
const login = {
  user: 'visitor',
  ways: [{ kind: 'password' }] as const,
  agentSocket: undefined,
  questions: { secret: () => Promise.resolve('secret'), acceptHostKey: () => Promise.resolve(true) },
  onBanner: () => undefined,
  onWarning: () => undefined,
};

/** @returns how many of them are well */
async function work(): Promise<number> {
  if (what === 'recover') {
    const recovered = await services.gatekeeper.recover(silent);
    return recovered.filter(({ ending }) => ending.kind === 'shut').length;
  }
  const sessions = await Promise.all(
    Array.from({ length: Number(count) }, (_, index) => {
      const plan = { ...JSON.parse(planText), udpPayload: Uint8Array.of(0) };
      return openGatedSession(services, what === 'one' ? plan : { ...plan, host: addressOf(index) }, login, silent);
    }),
  );
  return sessions.filter((session) => 'ssh' in session).length;
}

const { user, system } = process.cpuUsage();
const beganAt = performance.now();
const good = await work();
const tookMs = performance.now() - beganAt;
const used = process.cpuUsage({ user, system });
const cost: Cost = {
  good,
  tookMs,
  processorMs: (used.user + used.system) / 1000,
  mostMegabytes: process.resourceUsage().maxRSS / 1024,
};
process.stdout.write(JSON.stringify(cost), () => process.exit());
