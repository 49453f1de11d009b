import type { ElectronApplication } from 'playwright-core';

/**
 * Has Electron itself keep what the stand-in keeps for tests: the tray's last menu and picture, and the notifications
 * shown. Electron has no way to ask for them, so they are noted from here on; the tray's next change tells the rest.
 */
export async function keepRecords(electron: ElectronApplication): Promise<void> {
  await electron.evaluate((main) => {
    const tray: { menu: Electron.Menu | null; image: unknown } = { menu: null, image: main.nativeImage.createEmpty() };
    const notifications: Electron.Notification[] = [];
    const { setContextMenu, setImage } = main.Tray.prototype;
    main.Tray.prototype.setContextMenu = function (menu) {
      tray.menu = menu;
      setContextMenu.call(this, menu);
    };
    main.Tray.prototype.setImage = function (image) {
      tray.image = image;
      setImage.call(this, image);
    };
    const { show } = main.Notification.prototype;
    main.Notification.prototype.show = function () {
      notifications.push(this);
      show.call(this);
    };
    Object.assign(main, { standin: { trays: [tray], notifications } });
  });
}
