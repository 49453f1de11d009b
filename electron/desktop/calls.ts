import { ipcMain, type WebContents } from 'electron';
import { type Reply, replyOf } from '../shared/contract/reply.ts';
import { Failure } from '../shared/failure.ts';
import { type CallEvent, isTrustedSender } from './trusted-sender.ts';

export interface CallsOptions {
  readonly dispatch: (name: unknown, argument: unknown) => Promise<Reply<unknown>>;
  /** The contents of our window while there is one. */
  readonly page: () => WebContents | undefined;
  readonly origin: string;
  /** Hears of each call that was let in, by its name. */
  readonly onCall?: (name: string) => void;
  /** Hears of each sender that was turned away. */
  readonly onRefused: (address: string) => void;
}

/** Answers the page's calls over the one channel that there is. */
export function answerCalls({ dispatch, page, origin, onCall, onRefused }: CallsOptions): void {
  ipcMain.handle('portcullis:call', (event: CallEvent<WebContents>, name: unknown, argument: unknown) => {
    if (!isTrustedSender(event, page(), origin)) {
      onRefused(event.senderFrame?.url ?? 'a frame that is gone');
      return replyOf(
        () => {
          throw new Failure('internal', 'Only the window of Portcullis itself may ask for anything.');
        },
        () => undefined,
      );
    }
    onCall?.(String(name));
    return dispatch(name, argument);
  });
}
