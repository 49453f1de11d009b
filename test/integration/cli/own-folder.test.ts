import { chmodSync, chownSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { thisProcess } from '../../../electron/core/gate/journal/process-mark.ts';
import { mayGiveAway } from '../../support/another-user.ts';
import { createPerson, portcullis } from '../../support/command-line.ts';

const knock = ['knock', '127.0.0.1', '9'];

describe.skipIf(process.platform === 'win32')('a data folder', () => {
  it('that others can write, with a key that they can read, is made private again, and that is said once', async () => {
    const person = createPerson();
    await portcullis(person, knock);
    const key = join(person.dataFolder, 'vault-key');
    writeFileSync(key, Buffer.alloc(32, 1));
    chmodSync(person.dataFolder, 0o777);
    chmodSync(key, 0o666);
    const { status, stderr } = await portcullis(person, knock);
    expect(status, stderr).toBe(0);
    expect(stderr).toContain(`could read or change the folder ${person.dataFolder} (mode 0777), ${key}.`);
    expect(stderr).toContain('replace your knock sequences');
    expect([person.dataFolder, key].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o600]);
    expect((await portcullis(person, knock)).stderr).not.toContain('could read');
  });

  it.runIf(mayGiveAway)('that belongs to somebody else is not used', async () => {
    const person = createPerson();
    await portcullis(person, knock);
    chownSync(person.dataFolder, 65_534, 65_534);
    const { status, stderr } = await portcullis(person, knock);
    expect(status).toBe(255);
    expect(stderr).toContain(`${person.dataFolder} cannot be used: it belongs to another user`);
  });

  it.runIf(mayGiveAway)('in which another user has put a ticket keeps nobody waiting', async () => {
    const person = createPerson();
    await portcullis(person, knock);
    const line = join(person.dataFolder, 'queue', '127.0.0.1');
    mkdirSync(line, { recursive: true });
    const ticket = join(line, '000000000001-00000000-0000-4000-8000-000000000000');
    // A process that lives as long as this test.
    writeFileSync(ticket, JSON.stringify({ ...thisProcess(), sinceMs: 0 }));
    chownSync(ticket, 65_534, 65_534);
    expect(await portcullis(person, knock)).toMatchObject({ status: 0 });
  });
});
