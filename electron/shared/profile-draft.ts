import { z } from 'zod';
import { checkList, checkOpening, knockingFields, profileFields, sequenceFields } from './profile.ts';

/**
 * A profile as the editor hands it over. `sequences` replaces all of the secret part; where it is left out, which only a
 * kept profile (`id`) can do, that part stays as it is.
 */
export const profileDraftSchema = z.strictObject({
  id: z.string().min(1).max(64).optional(),
  isFavourite: z.boolean(),
  ...profileFields,
  knock: z
    .strictObject({ sequences: z.strictObject(sequenceFields).superRefine(checkOpening).optional(), ...knockingFields })
    .superRefine(({ sequences, ...knocking }, context) => {
      if (sequences !== undefined) checkList({ ...knocking, oneTime: sequences.oneTime }, context);
    }),
});

export type ProfileDraft = z.infer<typeof profileDraftSchema>;

/**
 * Says what is wrong with a draft, for the editor.
 * @returns the first complaint about each field, by its path (`host`, `knock.sequences.open`, `auth.0.path`)
 */
export function draftProblems(draft: unknown): Readonly<Record<string, string>> {
  const parsed = profileDraftSchema.safeParse(draft);
  if (parsed.success) return {};
  const problems: Record<string, string> = {};
  for (const { path, message } of parsed.error.issues.flatMap(flat)) {
    problems[path.map(String).join('.')] ??= message;
  }
  return problems;
}

interface Complaint {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Of the shapes that a field may have, the list is the editor's. */
function flat(issue: z.core.$ZodIssue): Complaint[] {
  // zod's own words for this quote the names that were given.
  if (issue.code === 'unrecognized_keys') return [{ path: issue.path, message: 'has fields that are not known' }];
  if (issue.code === 'invalid_type' && issue.expected !== 'int') return [{ path: issue.path, message: 'is missing' }];
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const inner = issue.errors[0] ?? [];
  return inner.flatMap(flat).map(({ path, message }) => ({ path: [...issue.path, ...path], message }));
}
