import type { BrowserWindow, WebContents } from 'electron';
import { createDispatcher } from '../shared/contract/dispatch.ts';
import type { AppLog } from './app-log.ts';
import type { AppServices } from './app-services.ts';
import { appView } from './app-view.ts';
import { answerCalls } from './calls.ts';
import { createHandlers } from './handlers.ts';
import { page } from './page.ts';
import { createProfileExchange } from './profile-exchange.ts';

export interface OpenCallsOptions {
  readonly services: AppServices;
  readonly log: AppLog;
  readonly window: () => BrowserWindow | undefined;
  readonly contents: () => WebContents | undefined;
  /** Hears of each call that was let in, by its name. */
  readonly onCall?: (name: string) => void;
}

/** Opens the way from the page to the services. */
export function openCalls({ services, log, window, contents, onCall }: OpenCallsOptions): void {
  const exchange = createProfileExchange(services.profiles, window);
  const handlers = createHandlers({ ...services, app: appView(), exchange });
  answerCalls({
    dispatch: createDispatcher(handlers, (name, thrown) => log.write(name, thrown)),
    page: contents,
    origin: page.origin,
    onRefused: (address) => log.write('a call was refused', address),
    ...(onCall !== undefined && { onCall }),
  });
}
