import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  driveTrialApp,
  needsChromium,
  type StandinElectron,
  shareTrialApp,
  type TrialApp,
  writeTrialApp,
} from './trial-app.ts';

needsChromium();
const shared = shareTrialApp();

describe('calls between a page and the main process', () => {
  test('carry whatever can be cloned', async () => {
    const { page } = shared();
    const same = await page.evaluate(async () => {
      const bytes = new Uint8Array(100_000).map((_, index) => index);
      const shared = { name: '__proto__', list: [1, -0, Number.NaN, undefined, null, 'x'] };
      const sent = {
        bytes,
        shared,
        again: shared,
        date: new Date(5),
        map: new Map<unknown, unknown>([['a', new Set([1n])]]),
        error: new RangeError('far'),
        expression: /a+/gi,
        floats: new Float64Array([0.5, 1.5]),
      };
      const [got] = (await trial.invoke('echo', sent)) as [typeof sent];
      return [
        got.bytes instanceof Uint8Array && got.bytes.every((byte, index) => byte === bytes[index]),
        got.shared.list.length === 6 && Object.is(got.shared.list[1], -0) && Number.isNaN(got.shared.list[2]),
        3 in got.shared.list && got.shared.list[3] === undefined && got.shared.list[4] === null,
        got.date.getTime() === 5,
        (got.map.get('a') as Set<bigint>).has(1n),
        got.error.name === 'RangeError' && got.error.message === 'far',
        got.expression.source === 'a+' && got.expression.flags === 'gi',
        got.floats instanceof Float64Array && got.floats[1] === 1.5,
      ];
    });
    expect(same).toEqual(Array(8).fill(true));
  });

  test('keep their order, sent or invoked', async () => {
    const { app, page } = shared();
    await app.evaluate(({ ipcMain }) => {
      const heard: unknown[] = [];
      Object.assign(globalThis, { heard });
      ipcMain.on('number', (_event, number) => heard.push(number));
      ipcMain.handle('numbers', () => heard.length);
    });
    const counts = await page.evaluate(async () => {
      const invoked = [];
      for (let number = 0; number < 50; number += 1) {
        trial.send('number', number);
        invoked.push(trial.invoke('numbers'));
      }
      return await Promise.all(invoked);
    });
    expect(counts).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    const heard = await app.evaluate(() => (globalThis as unknown as { heard: number[] }).heard);
    expect(heard).toEqual(Array.from({ length: 50 }, (_, index) => index));
  });

  test('reach the page in order, the answer to a call behind what was sent before it', async () => {
    const { app, page } = shared();
    await app.evaluate(({ ipcMain }) => {
      ipcMain.handle('burst', (event) => {
        for (let number = 0; number < 200; number += 1) event.sender.send('tell', number, new Uint8Array([number]));
        return 'answer';
      });
    });
    const heard = await page.evaluate(async () => {
      const numbers: unknown[] = [];
      const stop = trial.onDidHear((number: number, bytes: Uint8Array) => {
        if (bytes[0] === number) numbers.push(number);
      });
      numbers.push(await trial.invoke('burst'));
      stop();
      await trial.invoke('burst');
      return numbers;
    });
    expect(heard).toEqual([...Array.from({ length: 200 }, (_, index) => index), 'answer']);
  });

  test('fail as they do in Electron', async () => {
    const { app, page } = shared();
    const failures = await page.evaluate(async () => {
      const message = (error: Error) => error.message;
      return {
        thrown: await trial.invoke('fail').catch(message),
        missing: await trial.invoke('missing').catch(message),
        uncloneableCall: await trial.invokeWithFunction().catch(message),
        uncloneableAnswer: await trial.invoke('uncloneable').catch(message),
      };
    });
    expect(failures).toEqual({
      thrown: "Error invoking remote method 'fail': TypeError: nope",
      missing: "Error invoking remote method 'missing': Error: No handler registered for 'missing'",
      uncloneableCall: 'An object could not be cloned.',
      uncloneableAnswer: "Error invoking remote method 'uncloneable': Error: An object could not be cloned.",
    });
    const sent = await app.evaluate(({ BrowserWindow }) => {
      try {
        BrowserWindow.getAllWindows()[0]?.webContents.send('tell', () => undefined);
        return 'sent';
      } catch (error) {
        return (error as Error).message;
      }
    });
    expect(sent).toBe('Failed to serialize arguments');
  });

  test('tell who calls', async () => {
    const { page } = shared();
    const main = { isMain: true, parentIsMain: false, topIsMain: true };
    expect(await page.evaluate(() => trial.invoke('who'))).toEqual({
      url: 'app://trial/index.html',
      origin: 'app://trial',
      ...main,
    });
    await page.evaluate(() => {
      location.hash = 'part';
    });
    expect(await page.evaluate(() => trial.invoke('who'))).toMatchObject({ url: 'app://trial/index.html#part' });
  });

  test('come from a frame within the page only where the app lets its preload in', async () => {
    const { app, page } = await driveTrialApp(framed(writeTrialApp({ TRIAL_SUB_FRAMES: '1' })));
    const inner = page.frame('inner');
    await inner?.getByRole('heading', { name: 'Other' }).waitFor();
    expect(await inner?.evaluate(() => trial.invoke('who'))).toEqual({
      url: 'app://trial/other.html',
      origin: 'app://trial',
      isMain: false,
      parentIsMain: true,
      topIsMain: true,
    });
    await app.close();

    const plain = await driveTrialApp(framed(writeTrialApp({ TRIAL_SUB_FRAMES: '0' })));
    const without = plain.page.frame('inner');
    await without?.getByRole('heading', { name: 'Other' }).waitFor();
    expect(await without?.evaluate(() => 'trial' in globalThis)).toBe(false);
  });

  test('can be played for a frame that has no preload', async () => {
    const { app, page } = await driveTrialApp(framed(writeTrialApp()));
    await page.frameLocator('iframe').getByRole('heading', { name: 'Other' }).waitFor();
    const played = await app.evaluate(async (electron) => {
      const { standin } = electron as unknown as StandinElectron;
      const [contents] = standin.pages;
      const [inner] = contents?.mainFrame.frames ?? [];
      if (contents === undefined || inner === undefined) throw new Error('no frame');
      return await standin.invokeFrom(contents, inner, 'who');
    });
    expect(played).toMatchObject({ url: 'app://trial/other.html', isMain: false, parentIsMain: true });
  });

  test('come from a second page as well', async () => {
    const { app } = await driveTrialApp(writeTrialApp());
    const told = await app.evaluate(async ({ app: electronApp, BrowserWindow, ipcMain }) => {
      const [first] = BrowserWindow.getAllWindows();
      ipcMain.handle('is first', (event) => event.sender === first?.webContents);
      const second = new BrowserWindow({ webPreferences: { preload: `${electronApp.getAppPath()}/preload.cjs` } });
      await second.loadURL('app://trial/other.html');
      return {
        second: await second.webContents.executeJavaScript(`trial.invoke('is first')`),
        first: await first?.webContents.executeJavaScript(`trial.invoke('is first')`),
        who: await second.webContents.executeJavaScript(`trial.invoke('who')`),
      };
    });
    expect(told).toMatchObject({ first: true, second: false, who: { url: 'app://trial/other.html', isMain: true } });
  });
});

/** Gives an app's page a frame of the same origin. */
function framed(trialApp: TrialApp): TrialApp {
  writeFileSync(
    join(trialApp.folder, 'pages', 'index.html'),
    `<!doctype html><h1>Trial</h1><iframe name="inner" src="other.html"></iframe><script src="page.js"></script>`,
  );
  return trialApp;
}
