import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findLeaks } from '../support/leftovers.ts';

describe('what the tests leave behind', () => {
  it('holds no sequence and no password in clear', () => {
    const folder = process.env['PORTCULLIS_TEST_LEFTOVERS'] ?? '';
    const secrets = readFileSync(process.env['PORTCULLIS_TEST_SECRETS'] ?? '', 'utf8');
    const files = readdirSync(folder, { recursive: true });
    console.log(`searched ${files.length} files for ${secrets.trim().split('\n').length} secrets`);
    expect(files.length).toBeGreaterThan(20);
    expect(findLeaks(folder, secrets)).toEqual([]);
  });

  it.each([
    '7001,8002:udp,9003',
    '7001 8002/udp 9003',
    '[{"port":7001,"protocol":"tcp"},{"port":8002,"protocol":"udp"},{"port":9003}]',
    'tcp 192.0.2.1:7001\nudp 192.0.2.1:8002\ntcp 192.0.2.1:9003',
    'the password is a+b (c)',
  ])('would be caught with «%s» in it', (text) => {
    const folder = mkdtempSync(join(tmpdir(), 'leak-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'innocent'), '17001,8002,9003; 9003, 8002, 7001');
    writeFileSync(join(folder, 'leaking'), `log: ${text}\n`);
    const secrets = `${JSON.stringify({ ports: [7001, 8002, 9003] })}\n${JSON.stringify({ text: 'a+b (c)' })}\n`;
    expect(findLeaks(folder, secrets)).toEqual([join(folder, 'leaking')]);
  });
});
