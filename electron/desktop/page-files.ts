import { readFile } from 'node:fs/promises';
import { extname, isAbsolute, relative, resolve } from 'node:path';
import { contentSecurityPolicy } from './content-security-policy.ts';

export const pageScheme = 'app';
/** The origin of the built page; a fixed host keeps what Chromium stores for it in one place. */
export const appOrigin = `${pageScheme}://portcullis`;

/** What the renderer is built of; anything else is not served. */
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

const headers = {
  'Content-Security-Policy': contentSecurityPolicy({ forDevelopment: false }),
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  // A name is looked up without a request, which no policy forbids.
  'X-DNS-Prefetch-Control': 'off',
};

/** Answers with a file below `folder`, and with nothing else: 403 outside of it or of our origin, 404 where none is. */
export async function answerPageRequest(
  folder: string,
  request: { readonly method: string; readonly url: string },
): Promise<Response> {
  if (request.method !== 'GET') return empty(405);
  const path = pageFileOf(folder, request.url);
  if (path === undefined) return empty(403);
  const contentType = contentTypes[extname(path).toLowerCase()];
  if (contentType === undefined) return empty(404);
  try {
    // Not by the door for files: these are our own build's, in an archive that Electron alone reads.
    const content = new Uint8Array(await readFile(path));
    return new Response(content, { headers: { ...headers, 'Content-Type': contentType } });
  } catch {
    return empty(404);
  }
}

/** The file that an address means, or undefined when it leads out of the folder or to another host. */
function pageFileOf(folder: string, address: string): string | undefined {
  const prefix = `${appOrigin}/`;
  if (!address.startsWith(prefix)) return undefined;
  const [path = ''] = address.slice(prefix.length).split(/[?#]/);
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  // A backslash separates folders on Windows, a colon names a drive or a stream there, a null byte ends a path.
  if (/[\\:\0]/.test(decoded)) return undefined;
  const file = resolve(folder, decoded === '' ? 'index.html' : `./${decoded}`);
  const inside = relative(folder, file);
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) ? undefined : file;
}

function empty(status: number): Response {
  return new Response(undefined, { status, headers });
}
