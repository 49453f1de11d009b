import { app } from 'electron';
import { openAppLog } from './app-log.ts';
import type { AppPaths } from './app-paths.ts';
import { serveAppPage } from './app-protocol.ts';
import { openAppServices } from './app-services.ts';
import { createAppWindow } from './app-window.ts';
import { keepWindowState } from './kept-window-state.ts';
import { lockDown } from './lock-down.ts';
import { openCalls } from './open-calls.ts';
import { page } from './page.ts';
import { createPasteGrants } from './paste-key.ts';
import { runSmoke } from './smoke.ts';

/** Starts the app for one look whether it works, and ends it. */
export async function runSmokeApp(paths: AppPaths): Promise<void> {
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  let status = 1;
  try {
    lockDown(page.origin);
    serveAppPage(page.folder);
    const services = await openAppServices(paths);
    say(`ok Portcullis ${app.getVersion()} has started`);
    status = await runSmoke({ gatehouse: services.gatehouse, openPage: () => openPage(services, paths), say });
    await services.gatehouse.stop();
  } catch (thrown) {
    say(`not ok ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`);
  }
  app.exit(status);
}

async function openPage(services: Awaited<ReturnType<typeof openAppServices>>, paths: AppPaths): Promise<void> {
  const state = await keepWindowState(paths.windowState);
  await new Promise<void>((resolve) => {
    openCalls({
      services,
      log: openAppLog(paths.log),
      window: () => window.browserWindow(),
      contents: () => window.contents(),
      pastes: createPasteGrants(() => performance.now()),
      onTooMany: () => undefined,
      onCall: (name) => {
        if (name === 'snapshot') resolve();
      },
    });
    const window = createAppWindow({ ...page, state, showWhenReady: false, onClose: () => 'destroy' });
  });
}
