import { join } from 'node:path';
import { z } from 'zod';
import { Failure } from '../../../shared/failure.ts';
import { formatSequence, type Step } from '../../../shared/sequence.ts';
import { createEmitter } from '../../emitter.ts';
import { readFileIfThere, writeFileAtomically } from '../../files/kept-file.ts';
import { parseJson } from '../../files/parse-json.ts';
import type { Vault } from '../../ports.ts';
import { requireTurn } from './held-turn.ts';

/** A list of one-time sequences, and the gate that it opens: the same list at another gate is used up for itself. */
export interface ListOfGate {
  readonly host: string;
  readonly port: number;
  readonly sequences: readonly (readonly Step[])[];
}

/**
 * Where each list of one-time sequences stands: a small file for each, shared by every process of this user, and on the
 * disk before anything else happens. It tells nothing of the sequences.
 */
export interface OneTimeLists {
  /** What a list is called here. */
  markOf(list: ListOfGate): Promise<string>;
  /** The next sequence's place, from 0. @throws Failure `journal-damaged`, `data-folder-unusable` */
  placeOf(mark: string): Promise<number>;
  /** @throws Failure `data-folder-unusable`, `turn-lost` */
  moveTo(mark: string, place: number): Promise<void>;
  /** Hears of what this process moves. @returns the end of it */
  onDidMove(listener: (mark: string) => void): () => void;
}

const fileSchema = z.strictObject({ version: z.literal(1), place: z.int().min(0) });

/** The folder in which a data folder has the places. */
export function oneTimeFolder(dataFolder: string): string {
  return join(dataFolder, 'one-time');
}

export function openOneTimeLists(dataFolder: string, vault: Vault): OneTimeLists {
  const pathOf = (mark: string) => join(oneTimeFolder(dataFolder), `${mark}.json`);
  const { emit, listen } = createEmitter<string>();
  return {
    markOf: ({ host, port, sequences }) =>
      vault.mark(`one-time ${host} ${port} ${sequences.map((steps) => formatSequence(steps)).join(' ')}`),
    async placeOf(mark) {
      const text = await readFileIfThere(pathOf(mark));
      if (text === undefined) return 0;
      const file = fileSchema.safeParse(parseJson(text));
      if (file.success) return file.data.place;
      throw new Failure('journal-damaged', `${pathOf(mark)} cannot be read: where the list stands is not known.`, {
        remedy: "Look which lines begin with # in the list on the server, and set the profile's next sequence.",
      });
    },
    async moveTo(mark, place) {
      await writeFileAtomically(pathOf(mark), `${JSON.stringify({ version: 1, place })}\n`, {
        durable: true,
        beforeNaming: requireTurn,
      });
      emit(mark);
    },
    onDidMove: listen,
  };
}
