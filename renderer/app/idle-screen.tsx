import type { ReactNode } from 'react';
import { EmptyState } from '../ui/empty-state.tsx';
import { GateMark } from '../ui/gate-mark.tsx';
import { KeyboardHint } from '../ui/keyboard-hint.tsx';
import { windowShortcut } from '../ui/platform.ts';

/** Where no session is open: how to open one. */
export function IdleScreen() {
  return (
    <EmptyState
      className="min-h-0 flex-1"
      picture={<GateMark state="shut" size={72} label="" className="opacity-50" />}
      title="No session is open"
      hint={
        <span className="flex flex-col gap-1 pt-2">
          <Way shortcut={windowShortcut('K')}>finds a server</Way>
          <Way shortcut="Enter">connects to it</Way>
        </span>
      }
    />
  );
}

function Way({ shortcut, children }: { readonly shortcut: string; readonly children: ReactNode }) {
  return (
    <span className="grid grid-cols-[1fr_1fr] items-baseline gap-3">
      <KeyboardHint shortcut={shortcut} className="text-right text-sm" />
      <span className="text-left">{children}</span>
    </span>
  );
}
