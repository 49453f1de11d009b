import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { app, dialog } from 'electron';
import { settleDataFolder } from './core/data-move/settle-data-folder.ts';
import { endDespiteHanging } from './core/hanging-threads.ts';
import { appPathsIn } from './desktop/app-paths.ts';
import { registerAppScheme } from './desktop/app-protocol.ts';
import { runApp } from './desktop/run-app.ts';
import { runSmokeApp } from './desktop/run-smoke-app.ts';
import { obeySquirrel, windowsModelId } from './desktop/squirrel.ts';
import { writableFolder } from './desktop/writable-folder.ts';

// A smoke test touches nothing of the person's, and does not mind an app that runs already.
const isSmoke = process.argv.includes('--smoke');
const { folder: dataFolder, notices } = isSmoke
  ? { folder: mkdtempSync(join(tmpdir(), 'portcullis-smoke-')), notices: [] }
  : settleDataFolder(process.env, process.platform);
if (isSmoke) process.once('exit', () => rmSync(dataFolder, { recursive: true, force: true, maxRetries: 3 }));
endDespiteHanging();

const paths = appPathsIn(dataFolder);
app.setPath('userData', writableFolder(paths.chromium));
registerAppScheme();
if (process.platform === 'win32') app.setAppUserModelId(windowsModelId);

if (obeySquirrel()) {
  app.quit();
} else if (app.requestSingleInstanceLock()) {
  app
    .whenReady()
    .then(() => (isSmoke ? runSmokeApp(paths) : runApp(paths, notices)))
    .catch((thrown: unknown) => {
      dialog.showErrorBox('Portcullis cannot start', thrown instanceof Error ? thrown.message : String(thrown));
      app.exit(1);
    });
} else {
  // The first one has been told, and shows its window.
  app.quit();
}
