import { randomUUID } from 'node:crypto';
import type { NoticeView } from '../../../shared/views/notice-view.ts';

/** What a person must know of and deal with. */
export interface NoticeBoard {
  views(): readonly NoticeView[];
  /** Adds one; it replaces what it repeats, and what stands `about` the same thing: newer news. */
  put(notice: Omit<NoticeView, 'id'>, about?: string): void;
  /** What a notice is about, where that was said; undefined also where there is no such notice. */
  aboutOf(id: string): string | undefined;
  find(id: string): NoticeView | undefined;
  remove(id: string): void;
  removeAbout(about: string): void;
  /** Does several changes, of which is told once. */
  together(changes: () => void): void;
}

/** @param onDidChange hears of all notices whenever one comes or goes */
export function createNoticeBoard(onDidChange: (notices: readonly NoticeView[]) => void): NoticeBoard {
  let items: readonly { readonly view: NoticeView; readonly about: string | undefined }[] = [];
  let told: typeof items = items;
  let isTogether = false;
  const tell = () => {
    if (isTogether || (items.length === told.length && items.every((item, index) => item === told[index]))) return;
    told = items;
    onDidChange(items.map(({ view }) => view));
  };
  const change = (next: typeof items) => {
    items = next;
    tell();
  };
  const find = (id: string) => items.find(({ view }) => view.id === id);
  return {
    views: () => items.map(({ view }) => view),
    put(notice, about) {
      const isReplaced = (other: (typeof items)[number]) =>
        about === undefined ? isSame(other.view, notice) : other.about === about;
      const others = items.filter((other) => !isReplaced(other));
      change([...others, { view: { id: randomUUID(), ...notice }, about }]);
    },
    aboutOf: (id) => find(id)?.about,
    find: (id) => find(id)?.view,
    remove: (id) => change(items.filter(({ view }) => view.id !== id)),
    removeAbout: (about) => change(items.filter((item) => item.about !== about)),
    together(changes) {
      isTogether = true;
      try {
        changes();
      } finally {
        isTogether = false;
        tell();
      }
    },
  };
}

function isSame({ id: _, ...one }: NoticeView, other: Omit<NoticeView, 'id'>): boolean {
  return one.kind === other.kind && one.title === other.title && one.message === other.message;
}
