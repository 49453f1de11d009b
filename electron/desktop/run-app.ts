import { app, Menu } from 'electron';
import type { FolderNotice } from '../core/files/guard-data-folder.ts';
import type { EventName, WindowCommand } from '../shared/contract/contract.ts';
import { openAppLog } from './app-log.ts';
import type { AppPaths } from './app-paths.ts';
import { serveAppPage } from './app-protocol.ts';
import { openAppServices } from './app-services.ts';
import { createAppWindow } from './app-window.ts';
import { applicationMenu } from './application-menu.ts';
import { onEveryEvent } from './event-mail.ts';
import { keepWindowState } from './kept-window-state.ts';
import { lockDown } from './lock-down.ts';
import { createNotifier } from './notifier.ts';
import { openCalls } from './open-calls.ts';
import { endInOrder } from './orderly-end.ts';
import { page } from './page.ts';
import { recoverPage } from './page-recovery.ts';
import { watchPage } from './page-watch.ts';
import { createPasteGrants, grantPasteKeys } from './paste-key.ts';
import { followTheme } from './theme.ts';
import { createAppTray } from './tray.ts';
import { createTrayActions } from './tray-actions.ts';

/** What the tray shows. */
const trayEvents: ReadonlySet<EventName> = new Set(['profiles', 'gates', 'notices']);

/** Starts the app: all that it is made of, in order. @param folderNotices what is to be told of the data folder */
export async function runApp(paths: AppPaths, folderNotices: readonly FolderNotice[]): Promise<void> {
  const log = openAppLog(paths.log);
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (thrown: unknown) => log.write(event, thrown));
  }
  lockDown(page.origin);
  serveAppPage(page.folder);
  const services = await openAppServices(paths, folderNotices);
  const { settings, profiles, gatehouse } = services;
  followTheme(settings);

  const state = await keepWindowState(paths.windowState);
  const pastes = createPasteGrants(() => performance.now());
  openCalls({
    ...{ services, log, pastes },
    window: () => window.browserWindow(),
    contents: () => window.contents(),
    onTooMany: () => renew('it asks as no person does', 'all'),
  });
  const window = createAppWindow({ ...page, state, showWhenReady: true, onClose });
  const end = endInOrder({
    window,
    end: async (withinMs) => {
      if (gatehouse.hasWork()) await gatehouse.endAll(withinMs);
      await gatehouse.stop();
    },
    onBug: (thrown) => log.write('quit', thrown),
  });
  const contents = window.contents();
  const recovered = contents && recoverPage(contents, (reason) => log.write('the page has gone', reason));
  if (contents !== undefined) {
    watchPage(contents, () => renew('it does not answer', 'undrawn'));
    grantPasteKeys(contents, pastes);
  }

  const show = () => window.show();
  const command = (asked: WindowCommand) => window.send(['command', asked]);
  const notifier = createNotifier(show);
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      applicationMenu({
        platform: process.platform,
        isPackaged: app.isPackaged,
        send: (asked) => {
          show();
          command(asked);
        },
      }),
    ),
  );
  const tray = createAppTray(
    () => ({
      profiles: profiles.list(),
      gates: gatehouse.gates(),
      notices: gatehouse.notices(),
      nowMs: Date.now(),
    }),
    createTrayActions({ gatehouse, show, send: command, tell: notifier.tell, quit: () => app.quit() }),
  );
  onEveryEvent(services, (message) => {
    window.send(message);
    if (trayEvents.has(message[0])) tray?.refresh();
    if (message[0] === 'notices') notifier.notices(message[1]);
  });
  app.on('second-instance', show);
  app.on('activate', show);
  // A window that is closed is only hidden: one that is gone was taken away.
  app.on('window-all-closed', () => app.quit());
  gatehouse.recover().catch((thrown: unknown) => log.write('recovery', thrown));

  /** Makes the page anew, without the output that it may have come from. */
  function renew(why: string, output: 'undrawn' | 'all'): void {
    log.write('the page is made anew', why);
    gatehouse.dropOutput(output);
    recovered?.renew();
  }

  function onClose(): 'hide' | 'destroy' {
    if (end.isUnderWay()) return 'destroy';
    if (process.platform === 'darwin') return 'hide';
    if (tray === undefined || !settings.current().keepInTray) app.quit();
    else if (!state.current().knowsTray) {
      notifier.tell('Portcullis stays in the tray', 'Quit it from there, or start it again to see its window.');
      state.keep({ knowsTray: true });
    }
    return 'hide';
  }
}
