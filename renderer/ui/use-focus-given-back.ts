import { useEffect } from 'react';
import { focusHome } from './focus-home.ts';

/**
 * Gives the focus back to what had it before something opened, as soon as that closes: what is typed next must not go into
 * a sheet that is on its way out, as it would while the library waits for the end of its motion.
 */
export function useFocusGivenBack(isOpen: boolean): void {
  useEffect(() => {
    if (!isOpen) return;
    const opener = document.activeElement;
    return () => {
      // The library lets go of the rest of the window in the drawing that follows.
      requestAnimationFrame(() => giveBack(opener));
    };
  }, [isOpen]);
}

function giveBack(opener: Element | null): void {
  const { activeElement } = document;
  const isLeft = activeElement === document.body || activeElement?.closest('[data-closed]') != null;
  if (!isLeft) return;
  if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
  if (document.activeElement === opener) return;
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  focusHome();
}
