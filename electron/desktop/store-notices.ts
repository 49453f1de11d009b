import type { FolderNotice } from '../core/files/guard-data-folder.ts';
import type { StoreTrouble } from '../core/store-trouble.ts';
import type { NoticeView } from '../shared/views/notice-view.ts';

/** What a person is told of a store that could not be read or written. @param what is kept in it, in the plural */
export function storeNotice(what: 'profiles' | 'settings', trouble: StoreTrouble): Omit<NoticeView, 'id'> {
  const common = { kind: 'store', profileId: undefined, actions: ['dismiss'] } as const;
  switch (trouble.kind) {
    case 'moved-aside':
      return {
        ...common,
        title: `The ${what} could not be read`,
        message:
          trouble.why === 'newer'
            ? `They were written by a newer Portcullis. Their file lies unchanged at ${trouble.path}, and a new one was begun.`
            : `Their file is damaged. It lies unchanged at ${trouble.path}, and a new one was begun.`,
        remedy:
          trouble.why === 'newer'
            ? 'Install the newer Portcullis again, and put the file back.'
            : 'If you have a backup, quit Portcullis and put it back.',
      };
    case 'entries-unreadable':
      return {
        ...common,
        title: trouble.count === 1 ? 'A profile could not be read' : `${trouble.count} profiles could not be read`,
        message: 'They stay in the file as they are, and the others are used.',
        remedy: undefined,
      };
    case 'unwritable':
      return {
        ...common,
        title: `The ${what} cannot be kept`,
        message: trouble.failure.message,
        remedy: trouble.failure.remedy,
      };
  }
}

/** What a person is told of where the data are. */
export function folderNoticeView(notice: FolderNotice): Omit<NoticeView, 'id'> {
  return { kind: 'store', ...notice, profileId: undefined, actions: ['dismiss'] };
}
