import { useLayoutEffect } from 'react';
import { useDesk } from './desk-store.ts';

/** Makes the page follow the theme that the settings name; the system's where they name none. */
export function useTheme(): void {
  const theme = useDesk((desk) => desk.settings.theme);
  useLayoutEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);
}
