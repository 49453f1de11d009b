import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import commandLine from '../../../electron/cli.vite.config.ts';
import { openJournal } from '../../../electron/core/gate/journal/journal.ts';
import type { ProcessMark } from '../../../electron/core/gate/journal/process-mark.ts';
import { thisProcess } from '../../../electron/core/gate/journal/process-mark.ts';
import type { GatePlan } from '../../../electron/shared/gate-plan.ts';
import { makeEntry, makeHolder, makePlan, makePorts } from '../../support/made-gate.ts';
import { addressOf } from './addresses.ts';

/** What many sessions and many owed gates take: all at addresses of loopback, where the network costs nothing. */
const sessions = 100;
const longestRatio = 2;
const owed = 1000;
const owedWithinMs = 20_000;
const owedWithinMegabytes = 150;

/** What a visitor's work came to. */
interface Cost {
  readonly good: number;
  readonly tookMs: number;
  readonly processorMs: number;
  /** The most that the process ever held, all of it, its start too. */
  readonly mostMegabytes: number;
}

const folder = await mkdtemp(join(tmpdir(), 'many-'));
const children = new Set<ChildProcess>();

function pathOf(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}

/** Makes one file of a visitor, as the command line is made: Node holds 30 MB more where it strips types. @returns its path */
async function buildVisitor(): Promise<string> {
  const outDir = join(folder, 'visitor');
  await build({
    ...commandLine,
    configFile: false,
    logLevel: 'warn',
    build: { ...commandLine.build, ssr: pathOf('visitor.ts'), outDir, emptyOutDir: true },
  });
  return join(outDir, 'cli', 'visitor.js');
}

function start(path: string, ...args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [path, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.add(child);
  return child;
}

/** Starts so many gates. @returns the plan of each, but for its host */
async function startGates(count: number, begin: 'open' | 'shut'): Promise<GatePlan> {
  const child = start(pathOf('gates.ts'), String(count), begin);
  const [said] = (await once(child.stdout ?? child, 'data')) as [Buffer];
  const { port, knockPorts } = JSON.parse(said.toString('utf8')) as { port: number; knockPorts: number[] };
  const steps = knockPorts.map((knock) => ({ port: knock, protocol: 'tcp' as const }));
  const [opening, closing] = [steps.slice(0, 3), steps.slice(3)];
  return makePlan({ host: addressOf(0), port, opening, closing, delayMs: 20, deadlineS: 60 });
}

async function visit(dataFolder: string, plan: GatePlan, what: 'connect' | 'recover', hosts: readonly string[] = []) {
  const child = start(visitor, dataFolder, what, JSON.stringify(plan), ...hosts);
  return JSON.parse(await text(child.stdout as NonNullable<typeof child.stdout>)) as Cost;
}

/** Notes that a process which has died holds each gate open. */
async function owe(dataFolder: string, plan: GatePlan, count: number): Promise<void> {
  const { vault } = makePorts(dataFolder);
  const journal = openJournal(dataFolder, vault);
  const dead: ProcessMark = { ...thisProcess(), startedAt: 'before' };
  for (let index = 0; index < count; index += 1) {
    const host = addressOf(index);
    const place = { host, address: host, allAddresses: [host], port: plan.port };
    const entry = makeEntry(place);
    const sealedPlan = await journal.sealPlan({ ...plan, host }, entry);
    const opened = {
      phase: 'open',
      openingsSent: 1,
      openingsSeen: 1,
      openedAtMs: Date.now(),
      answerBefore: 'ECONNREFUSED',
    } as const;
    await journal.write({ ...entry, ...opened, sealedPlan, holders: [makeHolder('session', dead)] });
  }
}

function print(what: string, { good, tookMs, processorMs, mostMegabytes }: Cost, of: number): void {
  const seconds = (ms: number) => (ms / 1000).toFixed(1);
  console.log(
    `| ${what} | ${good} of ${of} | ${seconds(tookMs)} | ${seconds(processorMs)} | ${mostMegabytes.toFixed(0)} |`,
  );
}

let visitor = '';
try {
  visitor = await buildVisitor();
  console.log('| | well | s | s of processor | MB at most |\n|---|---|---|---|---|');
  // One more, at which nobody was before.
  const plan = await startGates(sessions + 1, 'shut');
  const everywhere = Array.from({ length: sessions }, (_, index) => addressOf(index));
  const each = await visit(join(folder, 'each'), plan, 'connect', everywhere);
  print(`${sessions} sessions at ${sessions} addresses`, each, sessions);
  const one = await visit(join(folder, 'one'), plan, 'connect', everywhere.fill(addressOf(sessions)));
  print(`${sessions} sessions at one address`, one, sessions);
  const open = await startGates(owed, 'open');
  await owe(join(folder, 'owed'), open, owed);
  const recovered = await visit(join(folder, 'owed'), open, 'recover');
  print(`${owed} owed gates at ${owed} addresses, at a start`, recovered, owed);
  const ratio = one.tookMs / each.tookMs;
  console.log(`\nAt one address it takes ${ratio.toFixed(2)} times as long; the goal is ${longestRatio}.`);
  console.log(`The goals for owed gates are ${owedWithinMs / 1000} s and ${owedWithinMegabytes} MB.`);
  const isWell = each.good === sessions && one.good === sessions && recovered.good === owed;
  const isQuick = ratio <= longestRatio && recovered.tookMs <= owedWithinMs;
  process.exitCode = isWell && isQuick && recovered.mostMegabytes <= owedWithinMegabytes ? 0 : 1;
} finally {
  for (const child of children) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
}
