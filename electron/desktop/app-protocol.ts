import { protocol } from 'electron';
import { answerPageRequest, pageScheme } from './page-files.ts';

/** Gives app: the rights of https, without which it has no origin. Only before the app is ready. */
export function registerAppScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true };
  protocol.registerSchemesAsPrivileged([{ scheme: pageScheme, privileges }]);
}

/** Serves the built page over app:. @param folder where it was built, inside the archive too */
export function serveAppPage(folder: string): void {
  protocol.handle(pageScheme, (request) => answerPageRequest(folder, request));
}
