// npm test [-- FILTER...]        all checks and tests, or those whose file's path has a FILTER in it
// npm run test:long [-- NAME...] the long proofs as a whole: those with these names, or all
// node test/run.mjs --ci          what CI runs: all of it, and one long proof that the commit's hash chooses
// npm run bench [-- NAME...]     the measurements: gate, prompt, lines, many, terminal, window
// npm run pictures               makes the pictures of the README anew
// Plain JavaScript without dependencies: it must run on Nodes that the test tools do not know any more.
import { randomInt } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { bench } from './run/bench.mjs';
import { testInCi } from './run/ci.mjs';
import { runLong } from './run/long.mjs';
import { takePictures } from './run/pictures.mjs';
import { test } from './run/tests.mjs';
import { openWorkplace } from './run/workplace.mjs';

const tasks = { '--long': runLong, '--ci': testInCi, '--bench': bench, '--pictures': takePictures };

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
// All that tests draw at random comes from it; the same seed draws the same.
process.env.PORTCULLIS_SEED ??= String(randomInt(2 ** 31));
const workplace = openWorkplace();
try {
  const [first, ...rest] = process.argv.slice(2);
  const task = tasks[first];
  process.exitCode = await (task === undefined ? test(workplace, process.argv.slice(2)) : task(workplace, rest));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  workplace.close();
}
