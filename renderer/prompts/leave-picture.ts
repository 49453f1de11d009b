/**
 * Leaves a picture of an element where it was, for as long as its motion of leaving takes; the element itself is gone at
 * once. The picture cannot be focused, pressed or read out, and nothing that was typed is in it.
 */
export function leavePicture(element: HTMLElement, className: string): void {
  const picture = element.cloneNode(true);
  if (!(picture instanceof HTMLElement)) return;
  picture.inert = true;
  picture.ariaHidden = 'true';
  picture.classList.add(className);
  for (const field of picture.querySelectorAll('input')) field.value = '';
  for (const named of picture.querySelectorAll('[id], [role]')) {
    named.removeAttribute('id');
    named.removeAttribute('role');
  }
  element.parentElement?.append(picture);
  void Promise.allSettled(picture.getAnimations({ subtree: true }).map(({ finished }) => finished)).then(() =>
    picture.remove(),
  );
}
