import { EditorSheet } from '../profiles/editor/editor-sheet.tsx';
import { ImportSheet } from '../profiles/import-sheet.tsx';
import { RehearsalDialog } from '../rehearsal/rehearsal-dialog.tsx';
import { ConnectAllDialog } from '../sessions/connect-all-dialog.tsx';
import { SettingsSheet } from '../settings/settings-sheet.tsx';
import { useSheet } from './sheet-store.ts';

/** The sheet that is open, or on its way out. */
export function Sheets() {
  const { sheet, isOpen, opening } = useSheet();
  switch (sheet?.kind) {
    case undefined:
      return undefined;
    case 'editor':
      return <EditorSheet key={opening} profileId={sheet.profileId} isOpen={isOpen} />;
    case 'import':
      return <ImportSheet key={opening} preview={sheet.preview} isOpen={isOpen} />;
    case 'rehearsal':
      return <RehearsalDialog key={opening} profileId={sheet.profileId} isOpen={isOpen} />;
    case 'connect-all':
      return <ConnectAllDialog key={opening} label={sheet.label} profileIds={sheet.profileIds} isOpen={isOpen} />;
    case 'settings':
      return <SettingsSheet key={opening} isOpen={isOpen} />;
  }
}
