import { type RefCallback, useCallback } from 'react';

/**
 * A ref for an element beside which, in the same parent, everything is inert: not to be focused, pressed or read out. What
 * was inert before stays so after.
 */
export function useInertBeside(): RefCallback<HTMLElement> {
  return useCallback((own: HTMLElement | null) => {
    const others = [...(own?.parentElement?.children ?? [])].filter(
      (other): other is HTMLElement => other instanceof HTMLElement && other !== own && !other.inert,
    );
    for (const other of others) other.inert = true;
    return () => {
      for (const other of others) other.inert = false;
    };
  }, []);
}
