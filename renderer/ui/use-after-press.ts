import { useCallback, useEffect, useRef } from 'react';

/**
 * Gives a function that does something at once, or after the click where a pointer is pressed: what makes room for itself
 * between press and release moves what was pressed away, and the click is lost.
 */
export function useAfterPress(): (work: () => void) => void {
  const isPressed = useRef(false);
  const waiting = useRef<(() => void)[]>([]);

  useEffect(() => {
    const press = () => {
      isPressed.current = true;
    };
    const release = () => {
      isPressed.current = false;
      const due = waiting.current.splice(0);
      // The click follows the release.
      setTimeout(() => {
        for (const work of due) work();
      });
    };
    const ends = ['pointerup', 'pointercancel'] as const;
    window.addEventListener('pointerdown', press, true);
    for (const end of ends) window.addEventListener(end, release, true);
    return () => {
      window.removeEventListener('pointerdown', press, true);
      for (const end of ends) window.removeEventListener(end, release, true);
    };
  }, []);

  return useCallback((work) => {
    if (isPressed.current) waiting.current.push(work);
    else work();
  }, []);
}
