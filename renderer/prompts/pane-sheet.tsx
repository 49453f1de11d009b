import { type KeyboardEvent, type ReactNode, type RefObject, useId, useLayoutEffect, useRef } from 'react';
import { GateGlyph } from '../gates/gate-glyph.tsx';
import { isPaneFocused } from '../sessions/pane-focus.ts';
import { nextInRing } from '../ui/next-in-ring.ts';
import { useInertBeside } from '../ui/use-inert-beside.ts';
import { leavePicture } from './leave-picture.ts';

export interface PaneSheetProps {
  readonly profileId: string;
  /** Whose tab it hangs from. */
  readonly tabName: string;
  readonly title: string;
  /** Who asks and why, in the app's own words. */
  readonly why: ReactNode;
  /** Escape. */
  readonly onGiveUp: () => void;
  readonly onSubmit?: (() => void) | undefined;
  /** Where the focus begins; the sheet itself where nothing is named. */
  readonly initialFocus?: RefObject<HTMLElement | null> | undefined;
  readonly actions: ReactNode;
  readonly children?: ReactNode;
}

const focusable =
  'button:not([disabled]), input:not([disabled], [aria-hidden=true], [tabindex="-1"]), textarea, [tabindex="0"]';

/**
 * A question that hangs from a tab over its whole pane, in a frame that says that it is the app's. Nothing that a server
 * draws reaches it: the terminal lies under the scrim and is inert. The other tabs and the list stay in use.
 */
export function PaneSheet(props: PaneSheetProps) {
  const { profileId, tabName, title, why, onGiveUp, onSubmit, initialFocus, actions, children } = props;
  const frame = useInertBeside();
  const sheet = useRef<HTMLFormElement>(null);
  const titleId = useId();
  const whyId = useId();

  useLayoutEffect(() => {
    if (isPaneFocused()) sheet.current?.focus();
    const around = sheet.current?.parentElement;
    return () => {
      if (around != null) leavePicture(around, 'pane-sheet-leaving');
    };
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onGiveUp();
    }
    if (event.key !== 'Tab' || event.ctrlKey || sheet.current === null) return;
    const ring = [...sheet.current.querySelectorAll<HTMLElement>(focusable)];
    event.preventDefault();
    const present = ring.find((element) => element === document.activeElement);
    nextInRing(ring, present, event.shiftKey)?.focus();
  };

  return (
    <div ref={frame} className="absolute inset-0 z-30 overflow-y-auto bg-scrim px-3 pb-6">
      <form
        ref={sheet}
        role="dialog"
        aria-modal="true"
        aria-labelledby={titleId}
        aria-describedby={whyId}
        tabIndex={-1}
        onKeyDown={onKeyDown}
        onFocus={({ target, currentTarget }) => {
          if (target === currentTarget) initialFocus?.current?.focus();
        }}
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit?.();
        }}
        className="pane-sheet mx-auto flex w-full max-w-120 flex-col rounded-b-lg border-t-2 border-accent bg-raised text-ink shadow-sheet outline-none"
      >
        <header className="flex h-9 items-center gap-2 border-b border-line px-5 text-sm text-muted">
          <GateGlyph profileId={profileId} />
          <span className="min-w-0 truncate">
            <span className="font-semibold text-ink">Portcullis</span> asks, for {tabName}
          </span>
        </header>
        <div className="flex flex-col gap-4 px-5 pt-4 pb-5">
          <div className="flex flex-col gap-1">
            <h2 id={titleId} className="text-lg font-semibold">
              {title}
            </h2>
            <div id={whyId} className="text-muted">
              {why}
            </div>
          </div>
          {children}
          <div className="flex justify-end gap-2">{actions}</div>
        </div>
      </form>
    </div>
  );
}
