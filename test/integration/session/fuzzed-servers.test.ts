import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { proof } from '../../support/proof.ts';
import { randomOf } from '../../support/random.ts';
import { type Stage, stages, startFuzzingServer } from './fuzzing-server.ts';

const { seed, size, isWhole, found } = proof('hostile-servers', {
  sample: 40,
  whole: 1000,
  unit: 'connections in each of 5 stages',
});
const visitor = fileURLToPath(new URL('fuzzed-visitor.ts', import.meta.url));
const atOnce = 20;
const mostMoreBytes = 60 * 1024 * 1024;
/** How a library's error reads that nobody has put in words. */
const internal = /Cannot read|undefined|is not a|TypeError|RangeError|Invalid channel/;

interface Visit {
  readonly code: string;
  readonly message?: string;
  readonly tookMs: number;
}

const told: { readonly visits: readonly Visit[]; readonly moreBytes: number }[] = [];
afterAll(() => found(summary()));

it.each(stages)(
  'a server that goes wrong in its %s crashes nothing, hangs nothing up, and is told as what it did',
  async (stage) => {
    const { port } = await startFuzzingServer(stage, {
      random: randomOf(seed + stages.indexOf(stage)),
      hasPatience: isWhole,
    });
    const { status, visits, moreBytes, said } = await visitOften(port, stage);
    expect(status, said).toBe(0);
    expect(visits).toHaveLength(size);
    expect(visits.filter(({ code, message = '' }) => code === 'internal' || internal.test(message))).toEqual([]);
    expect(visits.filter(({ code }) => code === 'hang')).toEqual([]);
    expect(moreBytes).toBeLessThanOrEqual(mostMoreBytes);
    told.push({ visits, moreBytes });
  },
  900_000,
);

async function visitOften(port: number, stage: Stage) {
  const args = [
    '--expose-gc',
    visitor,
    String(port),
    String(size),
    String(atOnce),
    String(seed + stages.indexOf(stage)),
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [output, said, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  const told = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Visit & { before?: number; most?: number });
  const memory = told.find(({ most }) => most !== undefined);
  const visits: readonly Visit[] = told.filter(({ code }) => code !== undefined);
  return { status, said, visits, moreBytes: (memory?.most ?? 0) - (memory?.before ?? 0) };
}

function summary(): string {
  const visits = told.flatMap((stage) => stage.visits);
  const codes = [...new Set(visits.map(({ code }) => code))].toSorted();
  const counts = codes.map((code) => `${visits.filter((visit) => visit.code === code).length} ${code}`).join(', ');
  const longestS = Math.round(Math.max(...visits.map(({ tookMs }) => tookMs)) / 1000);
  const mostMB = Math.round(Math.max(...told.map(({ moreBytes }) => moreBytes)) / 1024 / 1024);
  return `${counts}; the longest took ${longestS} s, and ${mostMB} MB more was the most`;
}
