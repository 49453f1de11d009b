import { lowerFirst, sentence } from './sentence.ts';

/**
 * A schema's complaint as a sentence beside its field: `is empty` of `Name` → `The name is empty.` Where there is none,
 * undefined.
 */
export function fieldComplaint(label: string, complaint: string | undefined): string | undefined {
  if (complaint === undefined) return undefined;
  const isAboutField = /^(?:is|has|begins|names|needs) /.test(complaint);
  return sentence(isAboutField ? `The ${lowerFirst(label)} ${complaint}` : complaint);
}
