import { join } from 'node:path';
import { z } from 'zod';
import { parseJson } from '../files/parse-json.ts';
import { readOwnFile } from './own-files.ts';

const noteSchema = z.object({ version: z.literal(1), prints: z.record(z.string(), z.string()) });

/**
 * Which files were moved, each with the print of its content. A file in the old place with that content is a leftover of the
 * move, one with another content was written there later.
 */
export type MovedPrints = Readonly<Record<string, string>>;

export const noteName = 'moved.json';

export function formatNote(prints: MovedPrints): string {
  return `${JSON.stringify({ version: 1, prints }, null, 1)}\n`;
}

/** The note in a data folder; without one, or with one that cannot be read, nothing counts as moved. */
export function readNote(dataFolder: string): MovedPrints {
  try {
    const text = readOwnFile(join(dataFolder, noteName)).content.toString('utf8');
    return noteSchema.parse(parseJson(text)).prints;
  } catch {
    return {};
  }
}
