import { EventEmitter } from 'node:events';
import { recorded } from './recorded.ts';

export interface NotificationOptions {
  readonly title?: string;
  readonly body?: string;
  readonly silent?: boolean;
  readonly urgency?: string;
  readonly actions?: readonly object[];
}

/** Electron's `Notification`, kept for tests when it is shown. */
export class Notification extends EventEmitter {
  title: string;
  body: string;
  readonly options: NotificationOptions;

  static isSupported(): boolean {
    return true;
  }

  constructor(options: NotificationOptions = {}) {
    super();
    this.options = options;
    this.title = options.title ?? '';
    this.body = options.body ?? '';
  }

  show(): void {
    recorded.notifications.push(this);
    this.emit('show', {});
  }

  close(): void {
    this.emit('close', {});
  }
}
