// A process of its own that works with many gates, and says how long that took, and what it cost: with what was compiled for the
// command line, since Node holds 30 MB more where it strips types. argv is the data folder, what to do, the gates' plan as JSON,
// and their addresses.
import { join } from 'node:path';

const compiled = (path) => import(new URL(`../../../dist/core/${path}.js`, import.meta.url).href);
const { createKeyFileVault } = await compiled('secrets/key-file-vault');
const { createServices } = await compiled('services');
const { openGatedSession } = await compiled('session/gated-session');

const [dataFolder, what, planText, ...hosts] = process.argv.slice(2);
const services = createServices({
  dataFolder,
  vault: createKeyFileVault(join(dataFolder, 'vault-key')),
  lookup: () => Promise.resolve([]),
  knownHostsFiles: [],
});
const silent = { observer: { happened: () => undefined, noticed: () => undefined } };
const login = {
  user: 'visitor',
  ways: [{ kind: 'password' }],
  agentSocket: undefined,
  questions: { secret: () => Promise.resolve('secret'), acceptHostKey: () => Promise.resolve(true) },
  onBanner: () => undefined,
  onWarning: () => undefined,
};

/** @returns how many gates are shut, or sessions live */
async function work() {
  if (what === 'recover') {
    const recovered = await services.gatekeeper.recover(silent);
    return recovered.filter(({ ending }) => ending.kind === 'shut').length;
  }
  const plan = { ...JSON.parse(planText), udpPayload: Uint8Array.of(0) };
  const sessions = hosts.map((host) => openGatedSession(services, { ...plan, host }, login, silent));
  return (await Promise.all(sessions)).filter((session) => 'ssh' in session).length;
}

const { user, system } = process.cpuUsage();
const beganAt = performance.now();
const good = await work();
const tookMs = performance.now() - beganAt;
const used = process.cpuUsage({ user, system });
const processorMs = (used.user + used.system) / 1000;
const mostMegabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ good, tookMs, processorMs, mostMegabytes }), () => process.exit());
