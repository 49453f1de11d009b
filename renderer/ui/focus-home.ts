/**
 * Where the focus goes when what had it is gone: the first thing in sight that is marked with `data-focus-home`.
 * What is focused goes on being so.
 */
export function focusHome(): void {
  const { activeElement } = document;
  if (activeElement !== null && activeElement !== document.body) return;
  for (const home of document.querySelectorAll<HTMLElement>('[data-focus-home]')) {
    home.focus();
    if (document.activeElement === home) return;
  }
}
