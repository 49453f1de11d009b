import { EncryptionDialog } from '../settings/encryption-dialog.tsx';
import { ToastProvider } from '../ui/toast.tsx';
import { TooltipProvider } from '../ui/tooltip.tsx';
import { useDesk } from './desk-store.ts';
import { GateAnnouncer } from './gate-announcer.tsx';
import { Sheets } from './sheets.tsx';
import { Shell } from './shell.tsx';
import { useTheme } from './use-theme.ts';

/** The whole window. Until the app has told what there is, it stays empty: that takes no longer than a drawing. */
export function App() {
  useTheme();
  const isReady = useDesk((desk) => desk.phase === 'ready');
  if (!isReady) return undefined;
  return (
    <TooltipProvider>
      <ToastProvider>
        <Shell />
        <Sheets />
        <EncryptionDialog />
        <GateAnnouncer />
      </ToastProvider>
    </TooltipProvider>
  );
}
