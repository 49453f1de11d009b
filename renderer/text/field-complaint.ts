import { sentence } from './sentence.ts';

/** A schema's complaint as a sentence beside its field: `is empty` of `Name` → `The name is empty.` */
export function fieldComplaint(label: string, complaint: string): string {
  const isAboutField = /^(?:is|has|begins|names|needs) /.test(complaint);
  return sentence(isAboutField ? `The ${label.charAt(0).toLowerCase()}${label.slice(1)} ${complaint}` : complaint);
}
