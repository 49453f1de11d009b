// The long proofs as a whole: `npm run test:long`.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { buildCommandLine, buildWindow } from './builds.mjs';
import { testNode } from './node.mjs';
import { failedPart, notRunPart } from './part.mjs';
import { keepProofs, printProofs } from './proof-table.mjs';
import { proofs, suiteOf } from './proofs.mjs';
import { runSuites, testFilesOf } from './suites.mjs';
import { summarize } from './summary.mjs';
import { lanes, missingFor } from './tests.mjs';

/**
 * Runs the proofs with these names, or all, one after the other, and keeps their rows in docs/proofs.md.
 * @param {import('./workplace.mjs').Workplace} workplace
 * @param {readonly string[]} names
 * @returns {Promise<number>} the runner's exit status
 */
export async function runLong(workplace, names) {
  const unknown = names.filter((name) => !(name in proofs));
  if (unknown.length > 0) {
    console.error(`No proof is called ${unknown.join(', ')}. There are: ${Object.keys(proofs).join(', ')}`);
    return 1;
  }
  return summarize(await proveAll(workplace, names.length > 0 ? names : Object.keys(proofs))) ? 0 : 1;
}

/** @returns {Promise<import('./part.mjs').Part[]>} */
export async function proveAll(workplace, names) {
  const isInWindow = names.some((name) => suiteOf(name).startsWith('e2e'));
  const problem =
    (await buildCommandLine(workplace)) ?? (isInWindow ? await buildWindow(workplace, testNode()) : undefined);
  if (problem !== undefined) return [failedPart('build', problem)];
  const parts = [];
  const rows = [];
  for (const name of names) {
    console.log(`\n## ${name}: ${proofs[name].what}\n`);
    const notRun = missingFor(suiteOf(name));
    if (notRun !== undefined) {
      parts.push(notRunPart(`long ${name}`, notRun));
      continue;
    }
    const proven = await prove(workplace, name);
    parts.push(...proven.parts);
    rows.push(proven.row);
  }
  printProofs(rows);
  keepProofs(rows);
  return parts;
}

/** Runs a proof. @returns its parts for the summary, and its row for the table */
async function prove(workplace, name) {
  const { what, filter, files } = proofs[name];
  const record = workplace.file(`proof-${name}.jsonl`);
  const suite = suiteOf(name);
  const parts = await runSuites({
    suites: [suite],
    args: [filter].flat(),
    node: testNode(),
    report: workplace.file(`proof-${name}.json`),
    env: {
      ...workplace.environment(`proof-${name}`),
      ...{ PORTCULLIS_PROOF: name, PORTCULLIS_PROOF_RECORD: record },
      // What is timed, or fills a machine, stands alone; whole suites take too long so.
      PORTCULLIS_LANES: String(files ? lanes() : 1),
      ...(files && { PORTCULLIS_ROWS: 'all' }),
    },
  });
  if (files) appendFileSync(record, `${JSON.stringify({ cases: `${testFilesOf(suite).length} files` })}\n`);
  if (!existsSync(record))
    parts.push(failedPart('size', `no test of ${[filter].flat().join(', ')} asked for the size of ${name}`));
  const lines = existsSync(record) ? readFileSync(record, 'utf8').trim().split('\n').map(JSON.parse) : [];
  // Each file of a proof says its size.
  const texts = (key) => [...new Set(lines.flatMap((line) => line[key] ?? []))].join('; ');
  const failed = parts.some((part) => part.failed > 0);
  return {
    parts: parts.map((part) => ({ ...part, name: `long ${name}${part.name === suite ? '' : `, ${part.name}`}` })),
    row: {
      ...{ name, what, seed: process.env.PORTCULLIS_SEED, cases: texts('cases') },
      result: [failed ? '**failed**' : 'holds', texts('found')].filter((text) => text !== '').join(': '),
      seconds: parts.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(0),
    },
  };
}
