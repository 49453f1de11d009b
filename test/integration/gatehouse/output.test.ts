import { describe, expect, it } from 'vitest';
import { practiceProfileId } from '../../../electron/shared/views/session-view.ts';
import { makeDraft } from '../../support/made-profile.ts';
import { startSshServer } from '../session/ssh-server.ts';
import { openHouse, size } from './opened-house.ts';

const line = `${'x'.repeat(79)}\n`;
const much = line.repeat(40_000);

/** A server that writes more than a window may have before it, and then its last word. */
function startTalker() {
  return startSshServer({
    onSession: (session) =>
      session
        .on('pty', (accept) => accept?.())
        .on('shell', (accept) => {
          const stream = accept();
          stream.write(much);
          stream.write('the end\n');
          stream.on('data', (keys: Buffer) => stream.write(`typed ${keys.toString()}\n`));
        }),
  });
}

describe('the output of a session', () => {
  it('stops at half a megabyte that nobody draws, and goes on for a window that starts again', async () => {
    const opened = await openHouse({ draws: false });
    const { house, asked, reached, until, profiles, text } = opened;
    const server = await startTalker();
    const draft = makeDraft({ host: '127.0.0.1', port: server.port, user: 'guest', auth: { kind: 'password' } });
    const { id: profileId } = await profiles.save(draft);
    const { id } = house.startSession(profileId, size);
    await house.answerPrompt((await asked('host-key')).id, true, false);
    await reached(id, 'live');
    await until(() => text(id).length >= 524_288);
    // Typing does not wait for the output.
    opened.type(id, 'q');
    expect(text(id)).toHaveLength(524_288);

    const kept = Buffer.from(house.attach(id).output).toString();
    expect(kept.startsWith('x') && kept.length >= 524_288 - 80).toBe(true);
    const before = text(id).length;
    house.onDidHappen((message) => {
      if (message[0] === 'output') queueMicrotask(() => house.drawn(id, message[1].bytes.length));
    });
    await until(() => text(id).includes('typed q'));
    const whole = kept + text(id).slice(before);
    expect(whole.endsWith('the end\ntyped q\n') || whole.endsWith('typed q\nthe end\n')).toBe(true);
    expect(
      whole
        .split('\n')
        .slice(0, -3)
        .every((each) => each.length === 79),
    ).toBe(true);
    expect(house.attach(id).output.length).toBeGreaterThan(500_000);
  });

  it('is there for a window that starts again', async () => {
    const { house, reached, wrote, type } = await openHouse();
    const { id } = house.startSession(practiceProfileId, size);
    await reached(id, 'live');
    await wrote(id, '$');
    type(id, 'echo one\r');
    await wrote(id, 'one\r\n');
    expect(Buffer.from(house.attach(id).output).toString()).toContain('one\r\n');
    type(id, 'echo two\r');
    await wrote(id, 'two\r\n');
    house.resize(id, 120, 40);
    type(id, 'exit\r');
    await reached(id, 'ended');
    expect(Buffer.from(house.attach(id).output).toString()).toContain('two\r\n');
  });
});
