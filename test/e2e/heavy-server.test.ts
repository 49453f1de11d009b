import type { Session } from 'ssh2';
import { afterEach, describe, expect, it } from 'vitest';
import { startSshServer } from '../integration/session/ssh-server.ts';
import { type App, quitAll, sharedApp, startApp } from './driver/app.ts';
import { addProfile } from './driver/editor.ts';
import { acceptHostKey, connectTo, terminalLines, terminalShows, type } from './driver/screen.ts';

const most = '2147483647';
const million = 1_000_000;

/** What froze the window. A prompt of the server's begins each. */
const freezing: Readonly<Record<string, () => string>> = {
  'lines scrolled away': () => `\u001b[${most}S`,
  'a letter repeated': () => `x\u001b[${most}b`,
  'lines inserted': () => `\u001b[${most}L`,
  tabs: () => `\u001b[${most}I`,
  'a million marks': () => `x${'\u0301'.repeat(million)}`,
  'joined emoji without end': () => '👨\u200d'.repeat(million / 4),
  'resets without end': () => '\u001bc'.repeat(million / 4),
};

/** Writes a text to each shell, and answers each line with its number. */
function play(text: () => string) {
  return (session: Session) => {
    session.on('pty', (accept) => accept?.());
    session.on('shell', (accept) => {
      const shell = accept();
      let lines = 0;
      shell.write('before it\r\n');
      shell.write(`${text()}\u001b[!p\r\nafter it\r\n`);
      shell.on('data', (data: Buffer) => {
        if (!data.includes('\r')) return;
        lines += 1;
        shell.write(`line ${lines}\r\n`);
      });
    });
  };
}

/** A server that writes a text, and the app's first session with it. */
async function connectToServer({ page }: App, text: () => string): Promise<void> {
  const server = await startSshServer({ onSession: play(text) });
  const name = `heavy ${server.port}`;
  await addProfile(page, {
    name,
    host: '127.0.0.1',
    port: server.port,
    user: 'guest',
    open: '1,2,3',
    ways: ['Password'],
  });
  await connectTo(page, name);
  await acceptHostKey(page);
}

describe('a window', () => {
  const app = sharedApp();

  it.each(Object.entries(freezing))('survives %s', async (_name, text) => {
    const { page } = app();
    await connectToServer(app(), text);
    // Megabytes, by way of the stand-in.
    await terminalShows(page, 'after it', 120_000);
    await type(page, 'a\n');
    await terminalShows(page, 'line 1');
  });
});

describe('a page that does not answer', () => {
  afterEach(quitAll);

  it('is made anew, without what it had drawn, and its tab says so', async () => {
    const app = await startApp();
    await connectToServer(app, () => 'what froze it');
    await terminalShows(app.page, 'after it');
    expect(await terminalLines(app.page)).toContain('what froze it');
    const crashed = app.page.waitForEvent('crash');
    app.page
      .evaluate(() => {
        for (;;);
      })
      .catch(() => undefined);
    await crashed;
    // The driver sees no more of a page that has crashed; the app itself does.
    const shown = () =>
      app.electron.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]
          ?.webContents.executeJavaScript(`document.querySelector('.xterm-rows')?.innerText ?? ''`)
          .catch(() => ''),
      );
    await expect.poll(shown, { timeout: 20_000 }).toMatch(/window renewed \d\d:\d\d/);
    expect(await shown()).not.toContain('froze');
  });
});
