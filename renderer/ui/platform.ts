/** True on macOS, where keys and menus are written in another way. */
export const isMac = /^mac/i.test(navigator.platform);
