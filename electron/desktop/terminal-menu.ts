import { type BrowserWindow, clipboard, Menu, type MenuItemConstructorOptions } from 'electron';
import type { TerminalChoice, TerminalMenuState } from '../shared/views/terminal-menu.ts';

/** No event tells that nothing was chosen. */
const clickToldMs = 500;
/** One at a time: a page must not put them under the pointer one after the other. */
let isOpen = false;

/**
 * Shows a terminal's menu where the pointer is. It is the system's own, so that a paste is a person's: the page learns what is on
 * the clipboard only where they chose that.
 * @returns what was chosen; undefined: nothing
 */
export function showTerminalMenu(
  window: BrowserWindow | undefined,
  { canCopy, canPaste, isReadAloud }: TerminalMenuState,
): Promise<TerminalChoice | undefined> {
  const shortcut = (letter: string) =>
    process.platform === 'darwin' ? `Command+${letter}` : `Control+Shift+${letter}`;
  if (isOpen) return Promise.resolve(undefined);
  isOpen = true;
  return new Promise((resolve, reject) => {
    const item = (label: string, choice: () => TerminalChoice | Promise<TerminalChoice>, more: object = {}) => ({
      label,
      click: () => {
        isOpen = false;
        Promise.resolve(choice()).then(resolve, reject);
      },
      // The keys are the page's own, and stand here to be learned.
      registerAccelerator: false,
      ...more,
    });
    const template: MenuItemConstructorOptions[] = [
      item('Copy', () => ({ kind: 'copy' }), { enabled: canCopy, accelerator: shortcut('C') }),
      item('Paste', async () => ({ kind: 'paste', text: await clipboard.readText() }), {
        enabled: canPaste,
        accelerator: shortcut('V'),
      }),
      item('Select all', () => ({ kind: 'select-all' })),
      { type: 'separator' },
      item('Find', () => ({ kind: 'search' }), { accelerator: shortcut('F') }),
      item('Screen reader', () => ({ kind: 'read-aloud', isOn: !isReadAloud }), {
        type: 'checkbox',
        checked: isReadAloud,
      }),
    ];
    const menu = Menu.buildFromTemplate(template);
    const gone = () => {
      isOpen = false;
      // Where it was a click, that is told after the menu has gone, and is what settles.
      setTimeout(resolve, clickToldMs, undefined);
    };
    menu.popup({ ...(window !== undefined && { window }), callback: gone });
  });
}
