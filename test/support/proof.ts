import { randomInt } from 'node:crypto';
import { appendFileSync } from 'node:fs';
// @ts-expect-error: plain JavaScript without types, for Nodes that the test tools do not know any more
import { proofs } from '../run/proofs.mjs';

/** What a long proof draws from, and how much of it. */
export interface Proof {
  /** Draws the same again: PORTCULLIS_SEED. */
  readonly seed: number;
  readonly size: number;
  readonly isWhole: boolean;
  /** Adds what came out to the proof's row in docs/proofs.md. */
  found(result: string): void;
}

/** How large a proof is: in a run of all tests, and as a whole. */
export interface ProofSizes {
  readonly sample: number;
  readonly whole: number;
  /** What is counted: 'connects', 'MB'. */
  readonly unit: string;
}

/**
 * Says how much a test proves in this run: a sample, or with `npm run test:long` the whole.
 * @param name as in test/run/proofs.mjs
 */
export function proof(name: string, { sample, whole, unit }: ProofSizes): Proof {
  if (!(name in proofs)) throw new Error(`${name} is not among the proofs of test/run/proofs.mjs`);
  const { PORTCULLIS_SEED, PORTCULLIS_PROOF, PORTCULLIS_ROWS, PORTCULLIS_PROOF_RECORD: record } = process.env;
  const seed = Number(PORTCULLIS_SEED ?? randomInt(2 ** 31));
  const isWhole = PORTCULLIS_PROOF === name || (proofs[name].rows === true && PORTCULLIS_ROWS === 'all');
  const size = isWhole ? whole : sample;
  const told = `${size.toLocaleString('en')} ${unit}`;
  console.log(`${name}: ${told}, PORTCULLIS_SEED=${seed}`);
  const write = (line: object) => {
    if (isWhole && record !== undefined) appendFileSync(record, `${JSON.stringify(line)}\n`);
  };
  write({ cases: told });
  return {
    ...{ seed, size, isWhole },
    found(result) {
      console.log(`${name}: ${result}`);
      write({ found: result });
    },
  };
}
