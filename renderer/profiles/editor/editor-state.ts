import { draftProblems } from '../../../electron/shared/profile-draft.ts';
import { draftOf, typedList } from '../draft-of.ts';
import type { ProfileForm } from '../profile-form.ts';
import { stepProblem } from '../step-form.ts';

/** Where the list of one-time sequences is in a draft. */
export const listPath = 'knock.sequences.oneTime';

export type SectionName = 'server' | 'knock' | 'login' | 'closing' | 'terminal';

/**
 * What is wrong with a form, by the path of its field in the draft. Of a sequence it is said
 * which step is wrong: characters cannot be counted in a row of fields.
 */
export function formProblems(form: ProfileForm): Readonly<Record<string, string>> {
  const draft = draftOf(form);
  const problems = { ...draftProblems(draft) };
  const isList = form.sequences?.isList === true;
  // A kept list that cannot be read stays kept until another is typed.
  const why = isList && draft.knock.sequences !== undefined ? typedList(form.sequences.list).why : undefined;
  if (why !== undefined) problems[listPath] = form.sequences?.list.trim() === '' ? 'is empty' : why;
  for (const which of isList ? (['close'] as const) : (['open', 'close'] as const)) {
    const faults = (form.sequences?.[which] ?? []).map(stepProblem);
    const place = faults.findIndex((fault) => fault !== undefined);
    if (place >= 0) problems[`knock.sequences.${which}`] = `step ${place + 1}: ${faults[place]}`;
  }
  for (const [place, { kind, text }] of form.ways.entries()) {
    if (kind === 'key' && text.trim() === '') problems[`auth.${place}.path`] = 'name the file';
  }
  if (form.sequences?.open.length === 0 && 'knock.sequences.open' in problems) {
    problems['knock.sequences.open'] = 'the ports to knock at are missing';
  }
  return problems;
}

const closingPaths = new Set(['knock.sequences.close', 'knock.opensForS', 'knock.shutWhen', 'knock.shutDelayS']);

/** The section in which a field is. */
export function sectionOf(path: string): SectionName {
  if (path.startsWith('auth')) return 'login';
  if (path.startsWith('terminal')) return 'terminal';
  if (closingPaths.has(path)) return 'closing';
  return path.startsWith('knock') ? 'knock' : 'server';
}
