import { Dialog as Base } from '@base-ui/react/dialog';
import type { ReactNode, RefObject } from 'react';
import { useFocusGivenBack } from './use-focus-given-back.ts';

export interface DialogProps {
  readonly isOpen: boolean;
  /** Escape, or a press beside it. */
  readonly onClose: () => void;
  /** It is closed, and out of sight. */
  readonly onGone?: (() => void) | undefined;
  readonly title: ReactNode;
  readonly description: ReactNode;
  readonly initialFocus: RefObject<HTMLElement | null>;
  /** Buttons, the one that goes on last. */
  readonly actions: ReactNode;
  readonly children: ReactNode;
}

/** A question in front of the whole window. Focus goes into it, stays, and returns. */
export function Dialog({ isOpen, onClose, onGone, title, description, initialFocus, actions, children }: DialogProps) {
  useFocusGivenBack(isOpen);
  return (
    <Base.Root
      open={isOpen}
      onOpenChange={(isNowOpen) => {
        if (!isNowOpen) onClose();
      }}
      onOpenChangeComplete={(isNowOpen) => {
        if (!isNowOpen) onGone?.();
      }}
    >
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Viewport className="fixed inset-0 z-40 flex items-start justify-center overflow-y-auto p-6">
          <Base.Popup
            initialFocus={initialFocus}
            finalFocus={false}
            className="my-auto flex w-full max-w-140 flex-col gap-4 rounded-lg bg-raised p-5 text-ink shadow-sheet outline-none transition-[opacity,translate] duration-150 ease-glide data-ending-style:opacity-0 data-starting-style:-translate-y-2 data-starting-style:opacity-0"
          >
            <div className="flex flex-col gap-1">
              <Base.Title className="text-lg font-semibold">{title}</Base.Title>
              <Base.Description className="text-muted">{description}</Base.Description>
            </div>
            {children}
            <div className="flex justify-end gap-2">{actions}</div>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
