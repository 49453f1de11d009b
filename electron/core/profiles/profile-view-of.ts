import { defaultDeadlineS, defaultDelayMs, defaultSeqTimeoutS } from '../../shared/gate-plan.ts';
import type { ProfileView, SequenceView } from '../../shared/views/profile-view.ts';
import type { SequenceMeasure, StoredProfile } from './stored-profile.ts';

/**
 * A stored profile as a window may see it.
 * @param isUnreadable whether a sealed text is known to be unreadable
 */
export function profileViewOf(stored: StoredProfile, isUnreadable: (sealed: string) => boolean): ProfileView {
  const { knock, sealedPassword, sealedPassphrases = [] } = stored;
  const delayMs = knock.delayMs ?? defaultDelayMs;
  const unreadable: ProfileView['unreadable'][number][] = [];
  if (knock.sealed === undefined || isUnreadable(knock.sealed)) unreadable.push('sequences');
  if (sealedPassword !== undefined && isUnreadable(sealedPassword)) unreadable.push('password');
  if (sealedPassphrases.some(({ sealed }) => isUnreadable(sealed))) unreadable.push('passphrase');
  return {
    id: stored.id,
    name: stored.name,
    host: stored.host,
    port: stored.port ?? 22,
    user: stored.user,
    group: stored.group,
    isFavourite: stored.isFavourite,
    lastUsedAtMs: stored.lastUsedAtMs,
    opening: sequenceViewOf(knock.opening, delayMs),
    closing: knock.closing && sequenceViewOf(knock.closing, delayMs),
    delayMs,
    learnsPace: knock.delayMs === undefined,
    family: knock.family ?? 'auto',
    gate: knock.gate ?? 'knockd',
    seqTimeoutS: knock.seqTimeoutS ?? defaultSeqTimeoutS,
    opensForS: knock.opensForS,
    deadlineS: knock.deadlineS ?? defaultDeadlineS,
    recovers: knock.recovers ?? true,
    auth: stored.auth === undefined ? undefined : [stored.auth].flat(),
    terminal: stored.terminal,
    hasPassword: sealedPassword !== undefined,
    passphrasesKept: sealedPassphrases.map(({ path }) => path),
    unreadable,
  };
}

function sequenceViewOf({ steps, ownPauses, ownPausesMs }: SequenceMeasure, delayMs: number): SequenceView {
  return { steps, durationMs: ownPausesMs + (steps - 1 - ownPauses) * delayMs };
}
