import { type ClosingPolicy, closingPolicyOf } from '../../electron/shared/closing-policy.ts';
import type { ProfileView } from '../../electron/shared/views/profile-view.ts';

/** What becomes of a profile's gate after its last session; the practice gate, which has no profile, is shut. */
export function policyOf(profile: ProfileView | undefined): ClosingPolicy {
  if (profile === undefined) return { end: 'shut' };
  return closingPolicyOf({ ...profile, kind: profile.gate, hasClosing: profile.closing !== undefined });
}
