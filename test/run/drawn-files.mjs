// Which test files a run of all tests leaves out: those of the proofs whose files are drawn.
import { proofs, suiteOf } from './proofs.mjs';
import { testFilesOf } from './suites.mjs';

/**
 * Draws two of five files of each suite that is such a proof, by the run's seed, and says which.
 * @param {readonly string[]} suites those that run
 * @returns {string[]} the paths of the others
 */
export function filesNotDrawn(suites) {
  const drawing = Object.entries(proofs).filter(([name, { files }]) => files && suites.includes(suiteOf(name)));
  return drawing.flatMap(([name, { filter, files }]) => {
    const all = testFilesOf(suiteOf(name)).toSorted();
    const left = all.filter((file) => !files.always.includes(file));
    const away = [];
    // The same seed leaves out the same.
    for (let state = Number(process.env.PORTCULLIS_SEED); away.length < Math.floor((all.length * 3) / 5); ) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      away.push(...left.splice(Math.floor((state / 2 ** 32) * left.length), 1));
    }
    console.log(
      `${name}: ${all.length - away.length} of ${all.length} files, PORTCULLIS_SEED=${process.env.PORTCULLIS_SEED}`,
    );
    console.log(
      `Not drawn (npm run test:long -- ${name} runs them): ${away.map((file) => file.slice(filter.length)).join(' ')}`,
    );
    return away;
  });
}
