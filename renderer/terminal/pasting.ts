/**
 * Takes every paste into an element, whichever key, menu or mouse button it comes from, before xterm.js sees it: a text
 * is looked at before it is sent to a server.
 */
export function takePastes(element: HTMLElement, onPaste: (text: string) => void): void {
  element.addEventListener(
    'paste',
    (event) => {
      event.preventDefault();
      event.stopPropagation();
      onPaste(event.clipboardData?.getData('text/plain') ?? '');
    },
    { capture: true },
  );
}

/** Lets nothing be dropped into an element: neither typed unseen, nor opened in place of the app. */
export function takeDrops(element: HTMLElement): void {
  for (const name of ['dragover', 'drop'] as const) {
    element.addEventListener(name, (event) => event.preventDefault(), { capture: true });
  }
}
