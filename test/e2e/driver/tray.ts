import { waitFor } from '../../system/bed/wait.ts';
import type { App } from './app.ts';

/** An entry of the tray's menu, as a person reads it. */
export interface TrayEntry {
  readonly label: string;
  readonly isEnabled: boolean;
  readonly entries: readonly TrayEntry[];
}

/** What the tray's menu shows at present. */
export function trayMenu({ electron }: App): Promise<readonly TrayEntry[]> {
  return electron.evaluate((main) => {
    const read = (menu: Electron.Menu | null | undefined): TrayEntry[] =>
      (menu?.items ?? [])
        .filter((item) => item.type !== 'separator' && item.visible)
        .map((item) => ({ label: item.label, isEnabled: item.enabled, entries: read(item.submenu) }));
    const { standin } = main as unknown as { standin?: { trays: { menu: Electron.Menu | null }[] } };
    return read(standin?.trays.at(-1)?.menu);
  });
}

/** The picture that the tray shows at present, as data. */
export function trayImage({ electron }: App): Promise<string> {
  return electron.evaluate((main) => {
    const { standin } = main as unknown as { standin: { trays: { image: Electron.NativeImage }[] } };
    return standin.trays.at(-1)?.image.toDataURL() ?? '';
  });
}

/**
 * Clicks an entry by the labels on its way, such as `['web', 'Open gate']`, as soon as it is there and can be clicked.
 * @throws Error after ten seconds, with what there is
 */
export async function clickTray(app: App, ...labels: readonly string[]): Promise<void> {
  await waitFor(`«${labels.join(' › ')}» in the tray`, async () => (await tryToClick(app, labels)) === 'clicked', {
    withinMs: 10_000,
    everyMs: 50,
  });
}

function tryToClick({ electron }: App, labels: readonly string[]): Promise<'clicked' | 'not there' | 'disabled'> {
  return electron.evaluate((main, wanted) => {
    const { standin } = main as unknown as { standin?: { trays: { menu: Electron.Menu | null }[] } };
    let items = standin?.trays.at(-1)?.menu?.items ?? [];
    let found: Electron.MenuItem | undefined;
    for (const label of wanted) {
      found = items.find((item) => item.label === label || item.label.startsWith(`${label} `));
      if (found === undefined) return 'not there';
      items = found.submenu?.items ?? [];
    }
    if (found === undefined || !found.enabled) return 'disabled';
    found.click();
    return 'clicked';
  }, labels);
}
