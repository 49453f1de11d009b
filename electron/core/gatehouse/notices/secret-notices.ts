import type { NoticeView } from '../../../shared/views/notice-view.ts';
import type { RemovedSecrets } from '../../profiles/removed-secrets.ts';

/** What a person is told of login secrets that did not belong to their profile any more. */
export function noticeOfRemovedSecrets(removed: RemovedSecrets): Omit<NoticeView, 'id'> {
  const { profileId, profileName, sentence, isFound } = removed;
  return {
    // Who has just changed the profile knows why.
    kind: isFound ? 'store' : 'told',
    title: `The kept login of ${profileName} was removed`,
    message: sentence,
    remedy: isFound
      ? 'If you have not changed the profile, somebody else has: look where it leads before you log in.'
      : 'Portcullis asks again at the next login.',
    profileId,
    actions: ['dismiss'],
  };
}
