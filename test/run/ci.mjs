// What CI runs: all checks and tests, also the rows and files of which `npm test` draws some, and one long proof.
import { runChecks } from './checks.mjs';
import { proveAll } from './long.mjs';
import { testNode } from './node.mjs';
import { commit } from './proof-table.mjs';
import { proofs } from './proofs.mjs';
import { summarize } from './summary.mjs';
import { runAll, searchLeftovers } from './tests.mjs';

/**
 * @param {import('./workplace.mjs').Workplace} workplace
 * @returns {Promise<number>} the runner's exit status
 */
export async function testInCi(workplace) {
  const proof = chosenProof();
  console.log(`The long proof of this commit: ${proof}`);
  const parts = [
    await runChecks(testNode(), workplace.environment('checks')),
    ...(await runAll(workplace, [], { everything: true })),
    ...(await proveAll(workplace, [proof])),
    ...(await searchLeftovers(workplace)),
  ];
  return summarize(parts) ? 0 : 1;
}

/** Each commit has a proof of its own, by its hash, so that all come round that do not run whole anyway. */
function chosenProof() {
  const names = Object.keys(proofs).filter((name) => isDrawn(proofs[name]));
  return names[Number.parseInt(commit() ?? '0', 16) % names.length];
}

function isDrawn({ rows, files, isTooLongForCi }) {
  return !rows && !files && !isTooLongForCi;
}
