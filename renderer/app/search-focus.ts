import { changeSettings } from './change-settings.ts';

/** The id of the search field; one for the window. */
export const searchFieldId = 'search';

/** Puts the focus into the search field, and shows the sidebar for it where it was hidden. */
export function focusSearch(): void {
  if (searchField() === undefined) {
    void changeSettings({ isSidebarHidden: false });
    // It is there after the next drawing.
    requestAnimationFrame(() => searchField()?.select());
  }
  const field = searchField();
  field?.focus();
  field?.select();
}

function searchField(): HTMLInputElement | undefined {
  const element = document.getElementById(searchFieldId);
  return element instanceof HTMLInputElement ? element : undefined;
}
