// A toast is a dialog too, and takes no key; a question over a tab leaves the rest of the window in use; and what is on
// its way out is there no more.
const inFront = [':is([role=dialog], [role=alertdialog])', '[role=menu]']
  .map((what) => `${what}:not([data-toast], [role=tabpanel] *, [data-closed])`)
  .join(', ');

/** Whether something lies over the window that has its keys for itself: a sheet, a dialog or a menu. */
export function isSomethingInFront(): boolean {
  return document.querySelector(inFront) !== null;
}
