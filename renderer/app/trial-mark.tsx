import { useEffect } from 'react';
import { useDesk } from './desk-store.ts';

/** Says for good that this window is a stand-in's. It cannot be dismissed. */
export function TrialMark() {
  const isTrial = useDesk((desk) => desk.app.isTrial);
  useEffect(() => {
    // A sheet may lie over the mark, and nothing over the window's title.
    if (isTrial) document.title = 'Portcullis (trial window)';
  }, [isTrial]);
  if (!isTrial) return undefined;
  return (
    <span
      title="This window runs in a local browser, because Electron is not here. It is for trying things out."
      className="mx-3 shrink-0 text-sm text-faint"
    >
      Trial window
    </span>
  );
}
