import { useEffect, useState } from 'react';
import { defaultSettings } from '../../electron/shared/views/settings.ts';
import { Sidebar } from '../profiles/sidebar.tsx';
import { SplitHandle } from '../ui/split-handle.tsx';
import { changeSettings } from './change-settings.ts';
import { useDesk } from './desk-store.ts';

const leastPx = 180;
const mostPx = 480;
const usualPx = defaultSettings.sidebarPx;
/** A drag is many changes; the settings get the last one. */
const settleMs = 250;

/** The sidebar at its width, and the handle that changes it. */
export function SidebarFrame() {
  const keptPx = useDesk((desk) => desk.settings.sidebarPx);
  const [draggedPx, setDraggedPx] = useState<number>();
  useEffect(() => {
    if (draggedPx === undefined) return;
    const timer = setTimeout(() => {
      void changeSettings({ sidebarPx: draggedPx });
      setDraggedPx(undefined);
    }, settleMs);
    return () => clearTimeout(timer);
  }, [draggedPx]);
  const px = draggedPx ?? keptPx;
  return (
    <nav aria-label="Servers" className="flex shrink-0">
      <div style={{ width: px }} className="max-w-[42vw] shrink-0">
        <Sidebar />
      </div>
      <SplitHandle
        label="Width of the sidebar"
        width={px}
        minWidth={leastPx}
        maxWidth={mostPx}
        defaultWidth={usualPx}
        onResize={setDraggedPx}
      />
    </nav>
  );
}
