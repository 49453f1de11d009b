import { isSomethingInFront } from '../app/in-front.ts';

/**
 * Whether what appears in the pane of its own accord may take the focus: from the pane itself, or where nothing has it. Who
 * types in the search field goes on there, and not into a shell.
 */
export function isPaneFocused(): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body || activeElement.closest('[role=tabpanel]') !== null;
}

/**
 * A person has asked for a tab: once it is drawn its pane takes the focus, in what asks something, in the view, or in the
 * terminal. A sheet in front keeps it.
 */
export function focusPane(): void {
  requestAnimationFrame(() => {
    const pane = document.querySelector('[role=tabpanel]');
    if (pane === null || isSomethingInFront()) return;
    const target =
      pane.querySelector<HTMLElement>('[role=dialog]') ??
      pane.querySelector<HTMLElement>('[data-pane-focus]') ??
      pane.querySelector<HTMLElement>('.xterm-helper-textarea');
    if (target?.contains(document.activeElement) === false) target.focus();
  });
}
