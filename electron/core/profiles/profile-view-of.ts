import { defaultShutDelayS } from '../../shared/closing-policy.ts';
import { defaultDeadlineS, defaultDelayMs, defaultSeqTimeoutS } from '../../shared/gate-plan.ts';
import type { ProfileView, SequenceView } from '../../shared/views/profile-view.ts';
import type { ListMeasure, SequenceMeasure, StoredProfile } from './stored-profile.ts';

/**
 * A stored profile as a window may see it.
 * @param isUnreadable whether a sealed text is known to be unreadable
 * @param placeOf where a list of one-time sequences stands, by its mark
 */
export function profileViewOf(
  stored: StoredProfile,
  isUnreadable: (sealed: string) => boolean,
  placeOf: (mark: string) => number,
): ProfileView {
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
    via: stored.via,
    group: stored.group,
    isFavourite: stored.isFavourite,
    lastUsedAtMs: stored.lastUsedAtMs,
    opening: sequenceViewOf(knock.opening, delayMs),
    closing: knock.closing && sequenceViewOf(knock.closing, delayMs),
    oneTime: knock.oneTime && { count: knock.oneTime.count, next: nextOf(knock.oneTime, placeOf) },
    delayMs,
    learnsPace: knock.delayMs === undefined,
    family: knock.family ?? 'auto',
    gate: knock.gate ?? 'knockd',
    seqTimeoutS: knock.seqTimeoutS ?? defaultSeqTimeoutS,
    opensForS: knock.opensForS,
    deadlineS: knock.deadlineS ?? defaultDeadlineS,
    recovers: knock.recovers ?? true,
    shared: knock.shared ?? false,
    dials: knock.dials ?? 'usual',
    shutWhen: knock.shutWhen ?? 'last-session',
    shutDelayS: knock.shutDelayS ?? defaultShutDelayS,
    auth: stored.auth === undefined ? undefined : [stored.auth].flat(),
    terminal: stored.terminal,
    hasPassword: sealedPassword !== undefined,
    passphrasesKept: sealedPassphrases.map(({ path }) => path),
    unreadable,
  };
}

/** From 1; one more than there are when all are used. */
function nextOf({ count, mark }: ListMeasure, placeOf: (mark: string) => number): number {
  return Math.min(placeOf(mark), count) + 1;
}

function sequenceViewOf({ steps, ownPauses, ownPausesMs }: SequenceMeasure, delayMs: number): SequenceView {
  return { steps, durationMs: ownPausesMs + (steps - 1 - ownPauses) * delayMs };
}
