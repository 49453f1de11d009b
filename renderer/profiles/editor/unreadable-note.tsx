import { useEditor } from './use-editor.ts';

/** Said above the opening while what is kept of the sequences cannot be read. */
export function UnreadableNote() {
  const { profile } = useEditor();
  if (profile?.unreadable.includes('sequences') !== true) return undefined;
  return (
    <p className="rounded-md bg-stuck-soft px-3 py-2 text-ink inset-ring inset-ring-stuck-line">
      The kept sequences cannot be decrypted on this computer. They stay kept; type them anew to knock from here.
    </p>
  );
}
