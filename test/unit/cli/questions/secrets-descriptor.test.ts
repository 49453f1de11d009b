import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSecretsDescriptor } from '../../../../electron/cli/questions/secrets-descriptor.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

/** What is refused closes the descriptor. */
function linesOf(content: string | Buffer, { staysOpen = false } = {}) {
  const path = join(temporaryFolder(), 'answers');
  writeFileSync(path, content);
  const fd = openSync(path, 'r');
  if (staysOpen) onTestFinished(() => closeSync(fd));
  return openSecretsDescriptor(fd);
}

async function readAll(nextLine: () => Promise<string | undefined>): Promise<string[]> {
  const lines: string[] = [];
  for (let line = await nextLine(); line !== undefined; line = await nextLine()) lines.push(line);
  return lines;
}

describe('what --secrets-fd holds', () => {
  it.each([
    ['one\ntwo\n', ['one', 'two']],
    ['one\r\n\r\ntwo', ['one', '', 'two']],
    ['\ufeffone', ['one']],
    ['', []],
  ])('is read line by line: %j', async (content, lines) => {
    expect(await readAll(linesOf(content, { staysOpen: true }))).toEqual(lines);
  });

  it.each([
    ['of many lines', 'hushed\n'.repeat(20_000)],
    ['of one line', 'hushed'.repeat(20_000)],
  ])('is no file that goes on and on: %s', async (_, content) => {
    const { code, message } = await failureOf(readAll(linesOf(content)));
    expect([code, message]).toEqual(['usage', expect.stringContaining('more than 64 KiB')]);
    expect(message).not.toContain('hushed');
  });

  it('is text, and nothing like it is sent in its place', async () => {
    const { code, message } = await failureOf(readAll(linesOf(Buffer.from([0x70, 0xe4, 0xff, 0x0a]))));
    expect([code, message]).toEqual(['usage', expect.stringContaining('no text in UTF-8')]);
  });
});
