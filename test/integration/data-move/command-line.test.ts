import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatSequence } from '../../../electron/shared/sequence.ts';
import { createPerson, portcullis, writeProfile } from '../../support/command-line.ts';
import { filesIn, writeIn } from '../../support/former-install.ts';
import { mustNotLeak } from '../../support/leftovers.ts';
import { playWindows } from '../../support/played-windows.ts';
import { startWatchedGate } from '../practice/visitor.ts';

describe.skipIf(process.platform === 'win32')('the command line on Windows', () => {
  it('shuts a gate that an earlier version has noted in the installer’s folder, and notes the next one elsewhere', async () => {
    const person = createPerson();
    const { local, env } = playWindows(person, '/dist/cli/');
    const [former, folder] = [join(local, 'Portcullis'), join(local, 'Portcullis Data')];
    const { gate } = await startWatchedGate();
    for (const steps of [gate.opening, gate.closing]) mustNotLeak({ ports: steps.map(({ port }) => port) });
    const knock = { open: formatSequence(gate.opening), close: formatSequence(gate.closing), delayMs: 20 };
    const { host } = gate.profile;
    const profile = writeProfile(person, 'web', { host, port: gate.port, user: gate.user, knock });
    const run = (...args: string[]) => portcullis(person, args, { env });

    // The same files in the folder of before.
    const opened = await run('open', profile);
    expect(opened.status, opened.stderr).toBe(0);
    expect(readdirSync(join(folder, 'gates'))).toHaveLength(1);
    renameSync(folder, former);
    writeIn(former, 'Update.exe', 'MZ');

    const closed = await run('close', profile);
    expect(closed.status, closed.stderr).toBe(0);
    expect(closed.stderr).toContain('the gate is shut');
    expect(gate.isOpen()).toBe(false);
    expect(readdirSync(join(folder, 'gates'))).toEqual([]);
    expect(Object.keys(filesIn(former)).sort()).toEqual(['Update.exe', 'vault-key']);

    // What the installer deletes is nothing that anybody misses.
    await run('open', profile);
    rmSync(former, { recursive: true });
    mkdirSync(former);
    expect((await run('close', profile)).stderr).toContain('the gate is shut');
    expect(gate.isOpen()).toBe(false);
  }, 120_000);

  it('tells what stands in the way, as an event too, and works all the same', async () => {
    const person = createPerson();
    const { local, env } = playWindows(person, '/dist/cli/');
    const former = join(local, 'Portcullis');
    mkdirSync(join(former, 'profiles.json'), { recursive: true });
    const profile = writeProfile(person, 'web', { host: '127.0.0.1', knock: { open: '47001' } });
    const run = (...more: string[]) => portcullis(person, ['close', '--forget', profile, ...more], { env });
    const { status, stderr } = await run();
    expect(status).toBe(0);
    expect(stderr).toMatch(/^portcullis: They stay in .*Portcullis, where [^\n]*profiles\.json [^\n]*\n {2}Mend that/);
    const { events } = await run('--json');
    expect(events[0]).toMatchObject({ event: 'notice', kind: 'message' });
    expect(readdirSync(local)).toEqual(['Portcullis']);
  }, 120_000);
});
