import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/**
 * What a schema complains about, a line for each field. A line says where and why; it quotes neither what was given nor the
 * names of fields that are not known, since either may be a secret.
 */
export function issueLines(issue: Issue, parent: readonly PropertyKey[] = []): string[] {
  const path = [...parent, ...issue.path];
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    // Of the shapes that the field may have, the one that got furthest is the one that was meant.
    const deepest = (issues: readonly Issue[]) => Math.max(...issues.map((inner) => inner.path.length));
    const meant = [...issue.errors].sort((one, other) => deepest(other) - deepest(one))[0] ?? [];
    return meant.flatMap((inner) => issueLines(inner, path));
  }
  const where = path.length === 0 ? 'it' : path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') return [`${where} has fields that are not known (${issue.keys.length})`];
  if (issue.code === 'invalid_type' && issue.expected !== 'int')
    return [`${where} is missing or not of type ${issue.expected}`];
  return [`${where}: ${issue.message.replace(/\.$/, '')}`];
}
