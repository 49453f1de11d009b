import { Dialog as Base } from '@base-ui/react/dialog';
import type { ReactNode, RefObject } from 'react';
import { classNames } from './class-names.ts';
import { useInertBeside } from './use-inert-beside.ts';

export interface DialogProps {
  readonly isOpen: boolean;
  /** Escape, or a press beside it; where undefined the dialog must be answered. */
  readonly onClose?: (() => void) | undefined;
  readonly title: ReactNode;
  readonly description?: ReactNode;
  /** Before the title, as a gate mark or an icon. */
  readonly icon?: ReactNode;
  /**
   * The element that it covers, which must be positioned: a tab's panel for a prompt of that tab. The rest of the window stays
   * usable. Without it the dialog covers the whole window.
   */
  readonly container?: HTMLElement | null | undefined;
  readonly initialFocus?: RefObject<HTMLElement | null> | undefined;
  /** Buttons, the one that goes on last. */
  readonly actions?: ReactNode;
  readonly width?: 'narrow' | 'wide' | undefined;
  readonly children?: ReactNode;
}

/** A question in front of what it is about. Focus goes into it, stays, and returns. */
export function Dialog({
  isOpen,
  onClose,
  title,
  description,
  icon,
  container,
  initialFocus,
  actions,
  width = 'narrow',
  children,
}: DialogProps) {
  const isWithin = container !== undefined;
  const portal = useInertBeside(isWithin && isOpen);
  const place = isWithin ? 'absolute' : 'fixed';
  return (
    <Base.Root
      open={isOpen}
      onOpenChange={(isNowOpen) => {
        if (!isNowOpen) onClose?.();
      }}
      modal={!isWithin}
      disablePointerDismissal={isWithin || onClose === undefined}
    >
      <Base.Portal ref={portal} {...(isWithin ? { container } : {})}>
        <Base.Backdrop
          className={classNames(
            place,
            'inset-0 z-40 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0',
          )}
        />
        <Base.Viewport
          className={classNames(place, 'inset-0 z-40 flex items-start justify-center overflow-y-auto p-6')}
        >
          <Base.Popup
            {...(initialFocus === undefined ? {} : { initialFocus })}
            className={classNames(
              'my-auto flex w-full flex-col gap-4 rounded-lg bg-raised p-5 text-ink shadow-sheet outline-none',
              'transition-[opacity,translate] duration-150 ease-glide data-ending-style:opacity-0 data-starting-style:-translate-y-2 data-starting-style:opacity-0',
              width === 'narrow' ? 'max-w-100' : 'max-w-140',
            )}
          >
            <div className="flex gap-3">
              {icon}
              <div className="flex min-w-0 flex-col gap-1">
                <Base.Title className="text-lg font-semibold">{title}</Base.Title>
                {description !== undefined && (
                  <Base.Description render={<div />} className="text-muted">
                    {description}
                  </Base.Description>
                )}
              </div>
            </div>
            {children}
            {actions !== undefined && <div className="flex justify-end gap-2">{actions}</div>}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
