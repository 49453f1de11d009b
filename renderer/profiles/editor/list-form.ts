import { sequencesLeftWords } from '../../../electron/shared/one-time-list.ts';
import type { ProfileView } from '../../../electron/shared/views/profile-view.ts';
import { typedList } from '../draft-of.ts';
import type { ProfileForm } from '../profile-form.ts';

/** Whether a form's opening is a list of one-time sequences. */
export function isListOf({ sequences }: ProfileForm, profile: ProfileView | undefined): boolean {
  return sequences?.isList ?? profile?.oneTime !== undefined;
}

/** How many sequences a form's list has, and which comes next, from 1; 0 of a list that cannot be read. */
export function listStateOf(
  { sequences, oneTimeNext }: ProfileForm,
  profile: ProfileView | undefined,
): { readonly count: number; readonly next: number } {
  const kept = profile?.oneTime;
  const count = sequences?.isList === true ? typedList(sequences.list).sequences.length : (kept?.count ?? 0);
  const next = /^\d+$/.test(oneTimeNext.trim()) ? Number(oneTimeNext.trim()) : (kept?.next ?? 1);
  return { count, next: Math.min(Math.max(next, 1), count + 1) };
}

/** A list in a line, for where it is folded away. */
export function listSummary(form: ProfileForm, profile: ProfileView | undefined): string {
  const { count, next } = listStateOf(form, profile);
  return sequencesLeftWords(count - next + 1);
}

/**
 * Where a list stands after it was changed: what was used is still used where it is still there, as after adding lines at
 * the end; another list begins anew.
 */
export function nextAfterChange(before: string, after: string, next: number): number {
  const used = linesOf(before).slice(0, next - 1);
  const lines = linesOf(after);
  return used.every((line, index) => line === lines[index]) ? next : 1;
}

function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r\n|\n|\r/).map((line) => line.trim());
  return lines.filter((line) => line !== '' && !line.startsWith('#'));
}
