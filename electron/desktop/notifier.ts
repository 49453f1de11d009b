import { Notification } from 'electron';
import type { NoticeView } from '../shared/views/notice-view.ts';
import { notificationBody } from './notification-body.ts';

/** Tells the person outside of the window. */
export interface Notifier {
  /** One line and a sentence; a click brings the window. */
  tell(title: string, body: string): void;
  /** Tells of the notices about gates that are new since the last time. */
  notices(notices: readonly NoticeView[]): void;
}

/** @param show brings the window */
export function createNotifier(show: () => void): Notifier {
  // Some systems forget a notification's listeners with the object.
  const shown = new Set<Notification>();
  let known = new Set<string>();
  const tell = (title: string, body: string) => {
    if (!Notification.isSupported()) return;
    const notification = new Notification({ title, body: notificationBody(body, process.platform) });
    shown.add(notification);
    notification.on('click', show);
    notification.on('close', () => shown.delete(notification));
    notification.show();
  };
  return {
    tell,
    notices(notices) {
      const gates = notices.filter(({ kind }) => kind === 'gate');
      for (const { id, title, message } of gates) if (!known.has(id)) tell(title, message);
      known = new Set(gates.map(({ id }) => id));
    },
  };
}
