import { fewLeft, sequencesLeftWords } from '../../electron/shared/one-time-list.ts';
import type { ProfileView } from '../../electron/shared/views/profile-view.ts';
import { classNames } from '../ui/class-names.ts';

/** How many one-time sequences a profile has left, where they are few. */
export function SequencesLeft({ profile }: { readonly profile: ProfileView | undefined }) {
  if (profile?.oneTime === undefined) return undefined;
  const left = profile.oneTime.count - profile.oneTime.next + 1;
  if (left > fewLeft) return undefined;
  return (
    <span
      title={sequencesLeftWords(left)}
      className={classNames(
        'shrink-0 rounded-sm px-1.5 text-xs leading-4 inset-ring',
        left > 1 ? 'text-muted inset-ring-line-strong' : 'bg-stuck-soft text-stuck inset-ring-stuck-line',
      )}
    >
      {left === 0 ? 'none' : left} left
    </span>
  );
}
