import type { MenuItemConstructorOptions } from 'electron';
import type { WindowCommand } from '../shared/contract/contract.ts';

export interface ApplicationMenuOptions {
  readonly platform: NodeJS.Platform;
  /** Adds the tools for development. */
  readonly isPackaged: boolean;
  readonly send: (command: WindowCommand) => void;
}

/**
 * The application menu. Elsewhere than on macOS its keys carry Shift, since those with Control alone belong to the
 * terminal.
 */
export function applicationMenu({ platform, isPackaged, send }: ApplicationMenuOptions): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  const key = (letter: string) => (isMac ? `Command+${letter}` : `Control+Shift+${letter}`);
  const item = (
    label: string,
    name: Exclude<WindowCommand['name'], 'show-session'>,
    accelerator: string,
  ): MenuItemConstructorOptions => ({ id: name, label, accelerator, click: () => send({ name }) });
  const line: MenuItemConstructorOptions = { type: 'separator' };
  const settings = item('Settings', 'settings', 'CommandOrControl+,');
  // Inputs know these keys without a menu; one that took Control+C away would take it from the terminal.
  const edit = (role: 'undo' | 'redo' | 'cut' | 'copy' | 'paste' | 'selectAll'): MenuItemConstructorOptions => ({
    role,
    ...(!isMac && { registerAccelerator: false }),
  });
  const appMenu: MenuItemConstructorOptions = {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      line,
      settings,
      line,
      { role: 'services' },
      line,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      line,
      { role: 'quit' },
    ],
  };
  return [
    ...(isMac ? [appMenu] : []),
    {
      label: 'File',
      submenu: [
        item('New profile', 'new-profile', key('N')),
        item('Import profiles', 'import', key('O')),
        line,
        item('Close tab', 'close-tab', key('W')),
        // The role's own key is Control+Q on Linux, which shells and editors use.
        ...(isMac ? [] : [line, settings, line, { role: 'quit', accelerator: key('Q') } as const]),
      ],
    },
    {
      label: 'Edit',
      submenu: [
        edit('undo'),
        edit('redo'),
        line,
        edit('cut'),
        edit('copy'),
        edit('paste'),
        edit('selectAll'),
        line,
        item('Search profiles', 'search', key('K')),
      ],
    },
    {
      label: 'View',
      submenu: [
        item('Show or hide the list', 'toggle-sidebar', key('B')),
        line,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        line,
        { role: 'togglefullscreen' },
        ...(isPackaged ? [] : [line, { role: 'toggleDevTools' } as const]),
      ],
    },
    ...(isMac ? [{ role: 'windowMenu' } as const] : [{ label: 'Help', submenu: [{ role: 'about' } as const] }]),
  ];
}
