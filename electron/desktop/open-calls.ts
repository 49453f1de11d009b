import type { BrowserWindow, WebContents } from 'electron';
import { createDispatcher } from '../shared/contract/dispatch.ts';
import type { AppLog } from './app-log.ts';
import type { AppServices } from './app-services.ts';
import { appView } from './app-view.ts';
import { limitCalls } from './call-limits.ts';
import { answerCalls } from './calls.ts';
import { createHandlers } from './handlers.ts';
import { page } from './page.ts';
import type { PasteGrants } from './paste-key.ts';
import { createPersonDialogs } from './person-dialogs.ts';
import { createProfileExchange } from './profile-exchange.ts';
import { showTerminalMenu } from './terminal-menu.ts';

export interface OpenCallsOptions {
  readonly services: AppServices;
  readonly log: AppLog;
  readonly window: () => BrowserWindow | undefined;
  readonly contents: () => WebContents | undefined;
  /** When the clipboard may be read. */
  readonly pastes: PasteGrants;
  /** The page asks as no person does. */
  readonly onTooMany: () => void;
  /** Hears of each call that was let in, by its name. */
  readonly onCall?: (name: string) => void;
}

/** Opens the way from the page to the services. */
export function openCalls(options: OpenCallsOptions): void {
  const { services, log, window, contents, pastes, onTooMany, onCall } = options;
  const dialogs = createPersonDialogs(window, onTooMany);
  const handlers = createHandlers({
    ...services,
    ...{ app: appView(), dialogs, pastes },
    exchange: createProfileExchange(services.profiles, dialogs),
    showTerminalMenu: (state) => showTerminalMenu(window(), state),
  });
  answerCalls({
    dispatch: createDispatcher(
      limitCalls(handlers, () => performance.now()),
      (name, thrown) => log.write(name, thrown),
    ),
    page: contents,
    origin: page.origin,
    onRefused: (address) => log.write('a call was refused', address),
    ...(onCall !== undefined && { onCall }),
  });
}
