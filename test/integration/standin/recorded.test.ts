import { describe, expect, test } from 'vitest';
import { needsChromium, type StandinElectron, shareTrialApp } from './trial-app.ts';

needsChromium();
const shared = shareTrialApp();

describe('what Chromium cannot show', () => {
  test('a tray is kept with its picture and menu, and its entries do what a click would', async () => {
    const { app } = shared();
    const seen = await app.evaluate((electron) => {
      const { Menu, Tray, nativeImage, standin } = electron as unknown as StandinElectron;
      const clicks: string[] = [];
      const tray = new Tray(nativeImage.createEmpty());
      tray.setToolTip('Two gates open');
      tray.setContextMenu(
        Menu.buildFromTemplate([
          { label: 'home server', submenu: [{ label: 'Open gate', click: () => clicks.push('open') }] },
          { type: 'separator' },
          { id: 'shut', label: 'Shut all', enabled: false, click: () => clicks.push('shut') },
          { label: 'Keep in tray', type: 'checkbox', checked: true, click: (item) => clicks.push(`${item.checked}`) },
        ]),
      );
      const menu = standin.trays[0]?.menu;
      menu?.itemAt('home server', 'Open gate')?.click();
      menu?.getMenuItemById('shut')?.click();
      menu?.itemAt('Keep in tray')?.click();
      return { clicks, toolTip: standin.trays[0]?.toolTip, text: menu?.describe() };
    });
    expect(seen).toEqual({
      clicks: ['open', 'false'],
      toolTip: 'Two gates open',
      text: 'home server\n  Open gate\n-\nShut all (off)\nKeep in tray',
    });
  });

  test('a dialog takes the answer that was put down for it, else it is cancelled', async () => {
    const { app } = shared();
    const results = await app.evaluate(async (electron) => {
      const { BrowserWindow, dialog, standin } = electron as unknown as StandinElectron;
      const [window] = BrowserWindow.getAllWindows();
      if (window === undefined) throw new Error('no window');
      standin.answers.push({ kind: 'save', result: { canceled: false, filePath: 'kept' } });
      standin.answers.push({ kind: 'message', result: { response: 1 } });
      const question = { message: 'Close it?', buttons: ['Close', 'Cancel'], cancelId: 0 };
      const answered = await dialog.showMessageBox(window, question);
      const cancelled = await dialog.showMessageBox(question);
      const saved = await dialog.showSaveDialog(window, { title: 'Export' });
      const opened = await dialog.showOpenDialog({ title: 'Import' });
      return { answered, cancelled, saved, opened, asked: standin.dialogs.map(({ kind }) => kind) };
    });
    expect(results).toEqual({
      answered: { response: 1, checkboxChecked: false },
      cancelled: { response: 0, checkboxChecked: false },
      saved: { canceled: false, filePath: 'kept' },
      opened: { canceled: true, filePaths: [] },
      asked: ['message', 'message', 'save', 'open'],
    });
  });

  test('a message box of a trial window is a window of its own, whose buttons answer', async () => {
    const { app } = shared();
    for (const [label, button] of [
      ['Show', 0],
      ['Cancel', 1],
    ] as const) {
      const opened = app.waitForEvent('window');
      const answer = app.evaluate((electron) => {
        const { standin } = electron as unknown as StandinElectron;
        return standin.askInWindow({ message: 'Show <it>?', detail: 'of web', buttons: ['Show', 'Cancel'] });
      });
      const window = await opened;
      await window.getByRole('heading', { name: 'Show <it>?' }).waitFor();
      await window.getByRole('button', { name: label }).click();
      expect(await answer).toBe(button);
    }
  });

  test('notifications, opened addresses, the clipboard and the menu of the app are kept', async () => {
    const { app } = shared();
    const kept = await app.evaluate(async (electron) => {
      const { clipboard, Menu, Notification, shell, standin } = electron as unknown as StandinElectron;
      const clicks: string[] = [];
      const notification = new Notification({ title: 'Gate open', body: 'home server' });
      notification.on('click', () => clicks.push('notification'));
      notification.show();
      standin.notifications[0]?.emit('click', {});
      await shell.openExternal('https://example.com/');
      await clipboard.writeText('copied');
      Menu.setApplicationMenu(
        Menu.buildFromTemplate([{ label: 'File', submenu: [{ role: 'close' }, { role: 'quit' }] }]),
      );
      return {
        clicks,
        titles: standin.notifications.map(({ title, body }) => `${title}: ${body}`),
        opened: standin.opened,
        text: await clipboard.readText(),
        menu: standin.applicationMenu?.describe(),
      };
    });
    expect(kept).toEqual({
      clicks: ['notification'],
      titles: ['Gate open: home server'],
      opened: ['https://example.com/'],
      text: 'copied',
      menu: 'File\n  close\n  quit',
    });
  });
});
