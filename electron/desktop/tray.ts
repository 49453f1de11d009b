import { Menu, Tray } from 'electron';
import { trayImage } from './tray-images.ts';
import { redrawAfterMs, type TrayActions, type TrayModel, trayImageOf, trayMenu, trayTooltip } from './tray-menu.ts';

/** Gates change several times while they open: the menu is made once they have come to rest for a moment. */
const settleMs = 50;

export interface AppTray {
  /** Something that it shows has changed. */
  refresh(): void;
}

/**
 * Puts the gates into the system's tray.
 * @param readModel gives what is to be shown now
 * @returns undefined where the system has no tray
 */
export function createAppTray(readModel: () => TrayModel, actions: TrayActions): AppTray | undefined {
  let tray: Tray;
  try {
    tray = new Tray(trayImage('shut', process.platform));
  } catch {
    return undefined;
  }
  let settling: NodeJS.Timeout | undefined;
  let ageing: NodeJS.Timeout | undefined;
  const draw = () => {
    clearTimeout(ageing);
    const model = readModel();
    tray.setImage(trayImage(trayImageOf(model), process.platform));
    tray.setToolTip(trayTooltip(model));
    tray.setContextMenu(Menu.buildFromTemplate(trayMenu(model, actions)));
    const afterMs = redrawAfterMs(model);
    if (afterMs !== undefined) ageing = setTimeout(draw, afterMs);
  };
  draw();
  // Where a click does not open the menu it brings the window.
  tray.on('click', () => {
    if (process.platform === 'win32') actions.show();
  });
  return {
    refresh() {
      clearTimeout(settling);
      settling = setTimeout(draw, settleMs);
    },
  };
}
