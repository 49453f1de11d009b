import { fewLeft, sequencesLeftWords } from '../../../shared/one-time-list.ts';
import type { ProfileView } from '../../../shared/views/profile-view.ts';
import type { ProfileLibrary } from '../../profiles/profile-library.ts';
import type { NoticeBoard } from './notice-board.ts';

/**
 * Tells when a one-time sequence was used and few are left, whoever used it; what was told goes when there are more again.
 * @returns the end of it
 */
export function tellOfFewLeft(profiles: ProfileLibrary, notices: NoticeBoard): () => void {
  const read = (views: readonly ProfileView[]) =>
    new Map(
      views.flatMap(({ id, name, oneTime }) =>
        oneTime === undefined ? [] : [[id, { name, left: oneTime.count - oneTime.next + 1 }] as const],
      ),
    );
  let before = read(profiles.list());
  return profiles.onDidChange((views) => {
    const now = read(views);
    for (const [id, { name, left }] of now) {
      const earlier = before.get(id)?.left;
      if (left > fewLeft) notices.removeAbout(about(id));
      else if (earlier !== undefined && left < earlier) notices.put(noticeOf(id, name, left), about(id));
    }
    for (const id of before.keys()) if (!now.has(id)) notices.removeAbout(about(id));
    before = now;
  });
}

function about(profileId: string): string {
  return `one-time ${profileId}`;
}

function noticeOf(profileId: string, name: string, left: number) {
  const message = {
    0: 'The last one was used. knockd 0.8 crashes with it: no gate of that server opens or shuts any more.',
    1: 'It is the last one. knockd 0.8 crashes when it is used, and then no gate of that server opens or shuts any more.',
  }[left];
  return {
    kind: 'told',
    title: `${name}: ${sequencesLeftWords(left)}`,
    message: message ?? 'Each opens the gate once.',
    remedy:
      left === 0
        ? 'Put a new list on the server, start knockd again, and give the profile the new list.'
        : 'Put a new list on the server and into the profile in time.',
    profileId,
    actions: ['dismiss'],
  } as const;
}
