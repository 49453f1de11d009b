import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openJournal } from '../../../electron/core/gate/journal/journal.ts';
import { createKeyFileVault } from '../../../electron/core/secrets/key-file-vault.ts';
import { createPerson, type Person, startPortcullis } from '../../support/command-line.ts';
import { listenTcp, shutPort } from '../../support/loopback.ts';
import { makeEntry, makeHolder, makePlan } from '../../support/made-gate.ts';
import { deadProcess } from '../../support/marked-process.ts';

/** Owes the closing of gates at a port. */
async function owe({ dataFolder }: Person, hosts: readonly string[], port: number) {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const journal = openJournal(dataFolder, createKeyFileVault(join(dataFolder, 'vault-key')));
  const owner = await deadProcess();
  for (const host of hosts) {
    const place = { host, address: host, allAddresses: [host], port };
    const opened = {
      openingsSent: 1,
      openedAtMs: Date.now(),
      holders: [makeHolder('session', owner)],
      answerBefore: 'ECONNREFUSED',
    };
    const entry = makeEntry({ ...place, ...opened, phase: 'open' });
    await journal.write({ ...entry, sealedPlan: await journal.sealPlan(makePlan({ host, port }), entry) });
  }
  return journal;
}

const hosts = (count: number) => Array.from({ length: count }, (_, index) => `127.0.0.${index + 2}`);

describe.skipIf(process.platform === 'darwin')('gates of earlier runs at other addresses', { timeout: 60_000 }, () => {
  it('hold no command up, and are told when it is done', async () => {
    const person = createPerson();
    await owe(person, hosts(3), await shutPort());
    const knocked = await listenTcp();
    const running = startPortcullis(person, ['knock', '127.0.0.1', String(knocked.port)]);
    await knocked.arrived(1);
    const { status, stderr } = await running.done;
    expect([status, stderr.match(/^from an earlier run, 127\.0\.0\.\d:\d+: /gm)?.length]).toEqual([0, 3]);
    expect(stderr).not.toMatch(/still owed|Warning/);
  });

  it('are left to the next command 3 s after its end, and stay owed', async () => {
    const person = createPerson();
    // What answers whatever is knocked is looked at for seconds.
    const { port } = await listenTcp((socket) => void socket.resume().write('SSH-2.0-open\r\n'), { host: '0.0.0.0' });
    const journal = await owe(person, hosts(40), port);
    const knocked = await listenTcp();
    const running = startPortcullis(person, ['knock', '127.0.0.1', String(knocked.port)]);
    await knocked.arrived(1);
    const knockedAt = performance.now();
    const { status, stderr } = await running.done;
    expect(performance.now() - knockedAt).toBeLessThan(6000);
    expect(status).toBe(0);
    expect(stderr).not.toContain('Warning');
    expect(stderr).toContain('gates of earlier runs are still owed a look');
    expect((await journal.readAll()).entries).toHaveLength(40);
  });
});
