import { EditorSheet } from '../profiles/editor/editor-sheet.tsx';
import { ImportSheet } from '../profiles/import-sheet.tsx';
import { SettingsSheet } from '../settings/settings-sheet.tsx';
import { useSheet } from './sheet-store.ts';

/** The sheet that is open, if one is. */
export function Sheets() {
  const sheet = useSheet((state) => state.sheet);
  switch (sheet?.kind) {
    case undefined:
      return undefined;
    case 'editor':
      return <EditorSheet key={sheet.profileId ?? 'new'} profileId={sheet.profileId} />;
    case 'import':
      return <ImportSheet key={sheet.preview.id} preview={sheet.preview} />;
    case 'settings':
      return <SettingsSheet />;
  }
}
