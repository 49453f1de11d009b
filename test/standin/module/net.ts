import { createReadStream, existsSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/** Electron's `net`: `fetch` also reads `file:`, with the content type that the name tells. */
export const net = {
  isOnline: (): boolean => true,
  fetch: async (input: string | URL | Request, options?: RequestInit): Promise<Response> => {
    const url = input instanceof Request ? input.url : String(input);
    if (!url.startsWith('file:')) return await fetch(input, options);
    const path = fileURLToPath(url);
    if (!existsSync(path) || !statSync(path).isFile()) throw new Error('net::ERR_FILE_NOT_FOUND');
    const contentType = contentTypes[extname(path).toLowerCase()] ?? 'application/octet-stream';
    return new Response(Readable.toWeb(createReadStream(path)) as ReadableStream, {
      headers: { 'content-type': contentType },
    });
  },
};
