import { app, type Session, session, type WebContents } from 'electron';

/**
 * Denies every page what ours never needs: other addresses, windows, webviews, permissions, downloads, the network. Once,
 * before the first window.
 * @param origin of our own page, without a slash at its end
 */
export function lockDown(origin: string): void {
  app.on('web-contents-created', (_event, contents) => lockDownContents(contents, origin));
  lockDownSession(session.defaultSession, origin);
}

function lockDownContents(contents: WebContents, origin: string): void {
  contents.on('will-navigate', (event) => {
    // A reload is our own page once more.
    if (!isOwnPage(event.url, origin)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isOwnPage(event.url, origin)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  // No page keeps the app from ending.
  contents.on('will-prevent-unload', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  // No content security policy reaches WebRTC.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

function lockDownSession(ours: Session, origin: string): void {
  ours.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  ours.setPermissionCheckHandler(() => false);
  ours.setDevicePermissionHandler(() => false);
  ours.on('will-download', (event) => event.preventDefault());
  ours.webRequest.onBeforeRequest((details, decide) => decide({ cancel: !isOwnRequest(details.url, origin) }));
}

function isOwnPage(address: string, origin: string): boolean {
  const [withoutFragment] = address.split('#');
  return withoutFragment === `${origin}/` || withoutFragment === `${origin}/index.html`;
}

/** Our page's own files; in development its server's socket; what Chromium and its tools make themselves. */
function isOwnRequest(address: string, origin: string): boolean {
  const socket = origin.replace(/^http:/, 'ws:');
  return [`${origin}/`, `${socket}/`, 'devtools:', 'blob:', 'data:'].some((start) => address.startsWith(start));
}
