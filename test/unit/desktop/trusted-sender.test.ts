import { expect, test } from 'vitest';
import { isTrustedSender } from '../../../electron/desktop/trusted-sender.ts';

const page = { name: 'our window' };
const origin = 'app://portcullis';
const main = { url: `${origin}/index.html#tab`, parent: null };

test('our own page may call', () => {
  expect(isTrustedSender({ sender: page, senderFrame: main }, page, origin)).toBe(true);
});

test('in development the page of the server may call', () => {
  const senderFrame = { url: 'http://localhost:5173/', parent: null };
  expect(isTrustedSender({ sender: page, senderFrame }, page, 'http://localhost:5173')).toBe(true);
  expect(isTrustedSender({ sender: page, senderFrame }, page, 'http://localhost:5174')).toBe(false);
});

test.each([
  ['another page', { sender: { name: 'another' }, senderFrame: main }],
  ['a frame in our page', { sender: page, senderFrame: { ...main, parent: main } }],
  ['a frame that is gone', { sender: page, senderFrame: null }],
  ['another address in our window', { sender: page, senderFrame: { ...main, url: 'https://example.org/' } }],
  ['a host that begins like ours', { sender: page, senderFrame: { ...main, url: 'app://portcullis.example/' } }],
  ['another scheme', { sender: page, senderFrame: { ...main, url: 'file://portcullis/index.html' } }],
  ['an address without a host', { sender: page, senderFrame: { ...main, url: 'about:blank' } }],
  ['no address at all', { sender: page, senderFrame: { ...main, url: '' } }],
])('%s may not', (_who, event) => {
  expect(isTrustedSender(event, page, origin)).toBe(false);
});

test('nobody may call while there is no window', () => {
  expect(isTrustedSender({ sender: undefined, senderFrame: main }, undefined, origin)).toBe(false);
});
