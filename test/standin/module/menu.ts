import { EventEmitter } from 'node:events';
import { app } from './app.ts';
import type { BrowserWindow } from './browser-window.ts';
import { recorded } from './recorded.ts';
import { focusedWindow } from './windows.ts';

export type MenuItemType = 'normal' | 'separator' | 'submenu' | 'checkbox' | 'radio';

export interface MenuItemOptions {
  readonly id?: string;
  readonly label?: string;
  readonly sublabel?: string;
  readonly toolTip?: string;
  readonly accelerator?: string;
  readonly role?: string;
  readonly type?: MenuItemType;
  readonly enabled?: boolean;
  readonly visible?: boolean;
  readonly checked?: boolean;
  readonly icon?: unknown;
  readonly submenu?: Menu | readonly (MenuItemOptions | MenuItem)[];
  readonly click?: (item: MenuItem, window: BrowserWindow | undefined, event: object) => void;
}

/** An entry of a menu. */
export class MenuItem {
  readonly id: string | undefined;
  readonly role: string | undefined;
  readonly type: MenuItemType;
  readonly accelerator: string | undefined;
  readonly sublabel: string;
  readonly submenu: Menu | undefined;
  readonly icon: unknown;
  label: string;
  toolTip: string;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  readonly #click: MenuItemOptions['click'];

  constructor(options: MenuItemOptions) {
    const { submenu } = options;
    this.id = options.id;
    this.role = options.role;
    this.type = options.type ?? (submenu === undefined ? 'normal' : 'submenu');
    this.accelerator = options.accelerator;
    this.sublabel = options.sublabel ?? '';
    this.submenu = submenu === undefined || submenu instanceof Menu ? submenu : Menu.buildFromTemplate(submenu);
    this.icon = options.icon;
    this.label = options.label ?? options.role ?? '';
    this.toolTip = options.toolTip ?? '';
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    this.#click = options.click;
  }

  /** What a person's click does; an entry that is grey does nothing. */
  click(event: object = {}, window: BrowserWindow | undefined = focusedWindow()): void {
    if (!this.enabled) return;
    if (this.type === 'checkbox') this.checked = !this.checked;
    if (this.type === 'radio') this.checked = true;
    if (this.#click === undefined) runRole(this.role, window);
    else this.#click(this, window, event);
  }
}

/** Electron's `Menu`: never drawn, but every entry can be found and clicked. */
export class Menu extends EventEmitter {
  static #applicationMenu: Menu | null = null;
  readonly items: MenuItem[] = [];
  #didGo: (() => void) | undefined;

  static buildFromTemplate(template: readonly (MenuItemOptions | MenuItem)[]): Menu {
    const menu = new Menu();
    for (const entry of template) menu.append(entry instanceof MenuItem ? entry : new MenuItem(entry));
    return menu;
  }

  static setApplicationMenu(menu: Menu | null): void {
    Menu.#applicationMenu = menu;
  }

  static getApplicationMenu(): Menu | null {
    return Menu.#applicationMenu;
  }

  append(item: MenuItem): void {
    this.items.push(item);
  }

  insert(position: number, item: MenuItem): void {
    this.items.splice(position, 0, item);
  }

  /** @param options of Electron's: `callback` is called when it has gone */
  popup({ callback }: { readonly callback?: () => void } = {}): void {
    recorded.popups.push(this);
    this.#didGo = callback;
    this.emit('menu-will-show', {});
  }

  closePopup(): void {
    this.emit('menu-will-close', {});
    this.#didGo?.();
    this.#didGo = undefined;
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }

  /** For tests: the entry that a person reaches by these labels, one a level. */
  itemAt(...labels: readonly string[]): MenuItem | undefined {
    const [label, ...below] = labels;
    const item = this.items.find((entry) => entry.label === label && entry.visible);
    return below.length === 0 ? item : item?.submenu?.itemAt(...below);
  }

  /** For tests: what a person reads, an entry a line, deeper levels indented, `-` for a separator. */
  describe(indentation = ''): string {
    const lines = this.items
      .filter((item) => item.visible)
      .map((item) => {
        const mark = item.checked ? ' [x]' : '';
        const grey = item.enabled ? '' : ' (off)';
        const own = `${indentation}${item.type === 'separator' ? '-' : item.label}${mark}${grey}`;
        return item.submenu === undefined ? own : `${own}\n${item.submenu.describe(`${indentation}  `)}`;
      });
    return lines.join('\n');
  }
}

function runRole(role: string | undefined, window: BrowserWindow | undefined): void {
  const roles: Readonly<Record<string, () => void>> = {
    quit: () => app.quit(),
    close: () => window?.close(),
    minimize: () => window?.minimize(),
    reload: () => window?.reload(),
    forcereload: () => window?.webContents.reloadIgnoringCache(),
    togglefullscreen: () => window?.setFullScreen(!window.isFullScreen()),
    resetzoom: () => window?.webContents.setZoomLevel(0),
    zoomin: () => window?.webContents.setZoomLevel(window.webContents.getZoomLevel() + 0.5),
    zoomout: () => window?.webContents.setZoomLevel(window.webContents.getZoomLevel() - 0.5),
    undo: () => edit(window, 'undo'),
    redo: () => edit(window, 'redo'),
    cut: () => edit(window, 'cut'),
    copy: () => edit(window, 'copy'),
    paste: () => edit(window, 'paste'),
    selectall: () => edit(window, 'selectAll'),
  };
  roles[role?.toLowerCase() ?? '']?.();
}

function edit(window: BrowserWindow | undefined, command: string): void {
  window?.webContents.executeJavaScript(`document.execCommand('${command}')`, true).catch(() => undefined);
}
