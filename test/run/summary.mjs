// The end of the runner's output.

/**
 * Prints the failed tests, a table, the parts that could not run, and the line `N passed, N failed` as the very last.
 * @param {readonly import('./part.mjs').Part[]} parts
 * @returns {boolean} whether the run as a whole is good
 */
export function summarize(parts) {
  const sum = (key) => parts.reduce((total, part) => total + part[key], 0);
  const rows = parts.map(({ name, passed, failed, skipped, seconds, notRun }) => [
    name,
    ...(notRun === undefined ? [passed, failed, skipped] : ['not run', failed || '-', '-']),
    seconds.toFixed(1),
  ]);
  const failures = parts.flatMap(({ name, failures: lines }) => lines.map((line) => `  ${name}: ${oneLine(line)}`));
  if (failures.length > 0) {
    console.log(
      `\nFailed (PORTCULLIS_SEED=${process.env.PORTCULLIS_SEED} draws the same again):\n${failures.join('\n')}`,
    );
  }
  console.log();
  print([['part', 'passed', 'failed', 'skipped', 'seconds'], ...rows]);
  const gaps = parts.filter(({ notRun }) => notRun !== undefined).map(({ name, notRun }) => `  ${name}: ${notRun}`);
  if (gaps.length > 0) console.log(`\nCould not run:\n${gaps.join('\n')}`);
  const tookS = performance.now() / 1000;
  console.log(`\n${tookS.toFixed(0)} s in all${sum('seconds') > tookS ? ', with files side by side' : ''}`);
  if (parts.length === 0) console.log('\nNo test matches.');
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') === 0 && sum('passed') > 0;
}

/** A test's name may be made of what it tests: control characters, or a file's whole text. */
function oneLine(text) {
  const shown = text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ');
  return shown.length > 200 ? `${shown.slice(0, 200)}...` : shown;
}

function print(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  for (const row of rows) {
    const cells = row.map((cell, at) =>
      at === 0 ? String(cell).padEnd(widths[at]) : String(cell).padStart(widths[at]),
    );
    console.log(cells.join('  '));
  }
}
