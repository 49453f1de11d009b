import type { MenuItemConstructorOptions } from 'electron';
import { expect, test } from 'vitest';
import { applicationMenu } from '../../../electron/desktop/application-menu.ts';
import type { WindowCommand } from '../../../electron/shared/contract/contract.ts';

function itemsOf(platform: NodeJS.Platform, { isPackaged = true, sent = [] as WindowCommand[] } = {}) {
  const menu = applicationMenu({ platform, isPackaged, send: (command) => void sent.push(command) });
  return menu.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? item.submenu : [])]);
}

const commands = ['new-profile', 'import', 'settings', 'close-tab', 'search', 'toggle-sidebar'] as const;

test.each(['linux', 'win32', 'darwin'] as const)(
  'on %s every command of the window is in it, and does what it says',
  (platform) => {
    const sent: WindowCommand[] = [];
    const items = itemsOf(platform, { sent });
    for (const name of commands) {
      const item = items.find(({ id }) => id === name) as MenuItemConstructorOptions;
      (item.click as unknown as () => void)();
    }
    expect(sent.map(({ name }) => name)).toEqual(commands);
  },
);

test.each(['linux', 'win32'] as const)(
  'on %s no key of it is the terminal’s: none is Control and a letter',
  (platform) => {
    for (const { accelerator, role, registerAccelerator } of itemsOf(platform)) {
      if (accelerator !== undefined) expect(accelerator).not.toMatch(/^(?:Control|CommandOrControl)\+[A-Z]$/);
      // Electron gives this role Control+Q on Linux where nobody names another.
      if (role === 'quit') expect(accelerator).toBe('Control+Shift+Q');
      if (role !== undefined && ['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll'].includes(role)) {
        expect(registerAccelerator).toBe(false);
      }
    }
  },
);

test('macOS has its application menu, and the keys that people know there', () => {
  const items = itemsOf('darwin');
  expect(items[0]?.role).toBe('appMenu');
  expect(items.find(({ id }) => id === 'search')?.accelerator).toBe('Command+K');
});

test('the tools for development are not handed out', () => {
  const hasTools = (isPackaged: boolean) =>
    itemsOf('linux', { isPackaged }).some(({ role }) => role === 'toggleDevTools');
  expect(hasTools(false)).toBe(true);
  expect(hasTools(true)).toBe(false);
});
