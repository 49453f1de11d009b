// docs/proofs.md: what the long proofs found when they last ran as a whole.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inCi } from './part.mjs';

const file = join('docs', 'proofs.md');
const columns = ['name', 'what', 'seed', 'cases', 'result', 'seconds'];
const kept = [...columns, 'commit', 'date'];

/** @param {readonly { [column: string]: string }[]} rows */
export function printProofs(rows) {
  if (rows.length > 0) console.log(`\n${tableOf(columns, rows)}`);
}

/** Puts the rows in the place of those with their names, or behind all others. A run in CI changes no file. */
export function keepProofs(rows) {
  if (rows.length === 0 || inCi) return;
  const text = readFileSync(file, 'utf8');
  const at = text.indexOf('|');
  const [, , ...old] = text.slice(at).trim().split('\n').map(cellsOf);
  const merged = new Map(
    old.map((cells) => [cells[0], Object.fromEntries(kept.map((column, index) => [column, cells[index]]))]),
  );
  const date = new Date().toISOString().slice(0, 10);
  for (const row of rows) merged.set(row.name, { ...row, commit: commit() ?? '-', date });
  writeFileSync(file, `${text.slice(0, at)}${tableOf(kept, [...merged.values()])}\n`);
}

/** @returns {string | undefined} the hash of the commit that is checked out, with a + when files differ from it */
export function commit() {
  // A checkout may belong to somebody else than the one who runs this.
  const git = (...args) =>
    execFileSync('git', ['-c', 'safe.directory=*', ...args], { encoding: 'utf8', stdio: 'pipe' });
  try {
    return git('rev-parse', '--short=10', 'HEAD').trim() + (git('status', '--porcelain').trim() === '' ? '' : '+');
  } catch {
    return undefined;
  }
}

function tableOf(names, rows) {
  const lines = [names, names.map(() => '---'), ...rows.map((row) => names.map((name) => row[name]))];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function cellsOf(line) {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}
