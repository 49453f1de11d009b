import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { answerPageRequest, appOrigin } from '../../../electron/desktop/page-files.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;

beforeEach(() => {
  const root = temporaryFolder();
  folder = join(root, 'page');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'assets', 'main.js'), 'run();');
  writeFileSync(join(folder, 'assets', 'notes.txt'), 'not of a kind that a page is built of');
  writeFileSync(join(root, 'outside.js'), 'secret();');
  mkdirSync(join(root, 'page-twin'));
  writeFileSync(join(root, 'page-twin', 'main.js'), 'secret();');
});

const get = (path: string, origin = appOrigin) => answerPageRequest(folder, { method: 'GET', url: `${origin}${path}` });

test.each([
  ['/', 'text/html; charset=utf-8', '<!doctype html>'],
  ['/index.html#a', 'text/html; charset=utf-8', '<!doctype html>'],
  ['/assets/main.js?v=1', 'text/javascript; charset=utf-8', 'run();'],
])('serves %s', async (path, contentType, text) => {
  const response = await get(path);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe(contentType);
  expect(await response.text()).toBe(text);
});

test('sends the policy with every answer', async () => {
  for (const path of ['/', '/missing.js', '/../outside.js']) {
    const { headers } = await get(path);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  }
});

test.each([
  '/../outside.js',
  '/%2e%2e/outside.js',
  '/..%2foutside.js',
  '/assets/../../outside.js',
  '/assets/%2e%2e%2f%2e%2e%2foutside.js',
  '/../page-twin/main.js',
  '/..%5coutside.js',
  '/..\\outside.js',
  '//etc/hosts.js',
  '/%2fetc/hosts.js',
  '/C:/outside.js',
  '/assets/main.js%00.html',
  '/%',
])('never leaves its folder: %s', async (path) => {
  const response = await get(path);
  expect([403, 404]).toContain(response.status);
  expect(await response.text()).toBe('');
});

test('knows only its own host, only reading, and only what a page is built of', async () => {
  expect((await get('/index.html', 'app://elsewhere')).status).toBe(403);
  expect((await get('/index.html', 'app://portcullis.evil')).status).toBe(403);
  expect((await get('/assets/notes.txt')).status).toBe(404);
  expect((await get('/assets')).status).toBe(404);
  expect((await answerPageRequest(folder, { method: 'POST', url: `${appOrigin}/` })).status).toBe(405);
});
