import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { sendSequence } from '../../electron/core/knock/knocker.ts';
import { createKeyFileVault } from '../../electron/core/secrets/key-file-vault.ts';
import { createServices } from '../../electron/core/services.ts';
import { openGatedSession } from '../../electron/core/session/gated-session.ts';
import { gatePlanOf } from '../../electron/shared/gate-plan.ts';
import { profileFormat } from '../../electron/shared/profile.ts';
import { type Bed, startBed } from '../system/bed/bed.ts';
import { startOnGate } from '../system/bed/commands.ts';
import { doorPair } from '../system/bed/doors.ts';
import { drawSequence } from '../system/bed/ports.ts';
import { median } from './median.ts';

/**
 * From the click to the shell's prompt with a pace that was learned, against the limit: the same knocks at the same pace, and
 * OpenSSH's client started at the very moment at which the firewall's rule appears.
 */
const learnings = 12;
const rounds = 15;
const goal = 1.5;

const open = drawSequence();
const close = drawSequence();
const bed = await startBed({ firewall: 'drop', doors: doorPair(open, close) });
const plan = gatePlanOf({
  format: profileFormat,
  version: 1,
  name: 'bench',
  host: bed.gate.ipv4,
  knock: { open, close, family: 'ipv4', seqTimeoutS: 10 },
});
const dataFolder = mkdtempSync(join(tmpdir(), 'bench-'));
const services = createServices({
  dataFolder,
  vault: createKeyFileVault(join(dataFolder, 'vault-key')),
  lookup: () => Promise.reject(new Error('The benchmark resolves nothing')),
  knownHostsFiles: [],
});
const silent = { observer: { happened: () => undefined, noticed: () => undefined } };

try {
  for (let count = 0; count < learnings; count += 1) await ours();
  const oursMs: number[] = [];
  const limitMs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    limitMs.push(await limit(bed));
    oursMs.push(await ours());
  }
  const { paceMs = 0 } = (await services.gatekeeper.lore(plan)) ?? {};
  const ratio = median(oursMs) / median(limitMs);
  console.log(`From the click to the prompt, three TCP knocks ${Math.round(paceMs)} ms apart, median of ${rounds}:\n`);
  console.log(`- Portcullis: ${median(oursMs).toFixed(0)} ms`);
  console.log(`- the limit (ssh started when the rule appears): ${median(limitMs).toFixed(0)} ms`);
  console.log(`\nPortcullis takes ${ratio.toFixed(2)} times the limit; the goal is ${goal}.`);
  process.exitCode = ratio <= goal ? 0 : 1;
} finally {
  await bed.stop();
}

async function ours(): Promise<number> {
  const clickedAt = performance.now();
  const login = {
    user: bed.users.key,
    ways: [{ kind: 'key', path: bed.keys.plain }] as const,
    agentSocket: undefined,
    questions: { secret: () => Promise.resolve(undefined), acceptHostKey: () => Promise.resolve(true) },
    onBanner: () => undefined,
    onWarning: () => undefined,
  };
  const session = await openGatedSession(services, plan, login, silent);
  if ('failure' in session) throw session.failure;
  const shell = await session.ssh.shell({ term: 'xterm-256color', columns: 80, rows: 24 });
  await prompted(shell.output);
  const tookMs = performance.now() - clickedAt;
  await session.end();
  return tookMs;
}

async function limit({ gate, keys, users }: Bed): Promise<number> {
  const { paceMs = plan.delayMs } = (await services.gatekeeper.lore(plan)) ?? {};
  // It says nothing when it is ready; a program that starts after it, and is done, has given it the time.
  const watch = startOnGate('nft', ['monitor', 'new', 'rules']);
  await bed.onGate('nft', 'list', 'ruleset');
  const clickedAt = performance.now();
  await sendSequence({
    address: gate.ipv4,
    family: 4,
    steps: plan.opening,
    delayMs: paceMs,
    udpPayload: plan.udpPayload,
  });
  await watch.wrote(/insert rule/);
  const options = ['BatchMode=yes', 'StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null', 'IdentitiesOnly=yes'];
  const named = options.flatMap((option) => ['-o', option]);
  const ssh: ChildProcess = spawn('ssh', ['-tt', '-i', keys.plain, ...named, `${users.key}@${gate.ipv4}`], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  if (ssh.stdout === null) throw new Error('ssh has no output');
  await prompted(ssh.stdout);
  const tookMs = performance.now() - clickedAt;
  const ended = new Promise((resolve) => ssh.once('close', resolve));
  ssh.kill('SIGKILL');
  await ended;
  await watch.kill();
  await services.gatekeeper.shutByHand(plan, silent);
  return tookMs;
}

/** Settles when a shell's prompt has come. */
function prompted(output: Readable): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = '';
    output.on('data', (data: Buffer) => {
      text += data.toString('latin1');
      if (/[$#] $/.test(text)) resolve();
    });
    output.once('end', () => reject(new Error(`The shell ended before its prompt: ${text}`)));
  });
}
