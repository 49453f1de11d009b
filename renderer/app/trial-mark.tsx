import { useDesk } from './desk-store.ts';

/** Says for good that this window is a stand-in's. It cannot be dismissed. */
export function TrialMark() {
  const isTrial = useDesk((desk) => desk.app.isTrial);
  if (!isTrial) return undefined;
  return (
    <span
      title="This window runs in a local browser, because Electron is not here. It is for trying things out."
      className="mx-2 shrink-0 rounded-md bg-accent-soft px-2 text-sm font-medium text-accent"
    >
      Trial window
    </span>
  );
}
