import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactNode, type RefObject, useRef } from 'react';
import { IconButton } from './icon-button.tsx';
import { useFocusGivenBack } from './use-focus-given-back.ts';

export interface SheetProps {
  readonly isOpen: boolean;
  /** Escape, the cross, or a press beside it. */
  readonly onClose: () => void;
  /** It is closed, and out of sight. */
  readonly onGone: () => void;
  readonly title: ReactNode;
  /** Under the scrolling content: buttons, the one that goes on last. */
  readonly actions?: ReactNode;
  /** The first thing in the content that can be focused, unless this says otherwise. */
  readonly initialFocus?: RefObject<HTMLElement | null> | undefined;
  readonly children: ReactNode;
}

/** A panel that slides in from the right, for what is edited beside the list that it comes from. */
export function Sheet({ isOpen, onClose, onGone, title, actions, initialFocus, children }: SheetProps) {
  const content = useRef<HTMLDivElement>(null);
  const firstControl = () => content.current?.querySelector<HTMLElement>('input, select, textarea, button') ?? true;
  useFocusGivenBack(isOpen);
  return (
    <Base.Root
      open={isOpen}
      onOpenChange={(isNowOpen) => {
        if (!isNowOpen) onClose();
      }}
      onOpenChangeComplete={(isNowOpen) => {
        if (!isNowOpen) onGone();
      }}
    >
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-180 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          initialFocus={initialFocus ?? firstControl}
          finalFocus={false}
          className="fixed inset-y-2 right-2 z-40 flex w-130 max-w-[calc(100%-16px)] flex-col rounded-lg bg-raised text-ink shadow-sheet outline-none transition-[translate,opacity] duration-180 ease-glide data-ending-style:translate-x-6 data-ending-style:opacity-0 data-starting-style:translate-x-6 data-starting-style:opacity-0"
        >
          <header className="flex h-12 shrink-0 items-center justify-between gap-4 border-b border-line pr-3 pl-5">
            <Base.Title className="truncate text-lg font-semibold">{title}</Base.Title>
            <Base.Close render={<IconButton label="Close" shortcut="Escape" icon={<X className="size-4" />} />} />
          </header>
          <div ref={content} className="min-h-0 flex-1 overflow-y-auto px-5 py-4">
            {children}
          </div>
          {actions !== undefined && (
            <footer className="flex shrink-0 justify-end gap-2 border-t border-line px-5 py-3">{actions}</footer>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
