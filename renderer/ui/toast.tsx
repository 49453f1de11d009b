import { Toast as Base } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export interface ToastOptions {
  /** What happened, in a sentence. */
  readonly title: string;
  readonly description?: string | undefined;
  /** Offered for as long as the toast shows, as in `Undo`. */
  readonly action?: { readonly label: string; readonly onSelect: () => void } | undefined;
  /** A failure stays until dismissed, and is read out at once. */
  readonly isFailure?: boolean | undefined;
  /** Stays until dismissed, or until whoever showed it takes it away. */
  readonly isLasting?: boolean | undefined;
}

const shownMs = 6000;
const manager = Base.createToastManager();

/** Tells what happened elsewhere in the window. Returns a function that takes it away. */
export function showToast({
  title,
  description,
  action,
  isFailure = false,
  isLasting = isFailure,
}: ToastOptions): () => void {
  const id = manager.add({
    title,
    description,
    type: isFailure ? 'failure' : 'note',
    priority: isFailure ? 'high' : 'low',
    timeout: isLasting ? 0 : shownMs,
    ...(action === undefined
      ? {}
      : {
          actionProps: {
            children: action.label,
            onClick: () => {
              manager.close(id);
              action.onSelect();
            },
          },
        }),
  });
  return () => manager.close(id);
}

/** Around the whole window: where toasts appear. F6 moves the focus into them. */
export function ToastProvider({ children }: { readonly children: ReactNode }) {
  return (
    <Base.Provider toastManager={manager} limit={3}>
      {children}
      <Base.Portal>
        <Base.Viewport className="fixed right-4 bottom-14 z-60 flex w-90 max-w-[calc(100%-2rem)] flex-col gap-2 outline-none">
          <Toasts />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function Toasts() {
  const { toasts } = Base.useToastManager();
  return toasts.map((toast) => (
    <Base.Root
      key={toast.id}
      toast={toast}
      data-toast
      swipeDirection="right"
      className={classNames(
        'rounded-lg bg-raised text-ink shadow-float transition-[opacity,translate] duration-150 ease-glide',
        'data-ending-style:translate-x-4 data-ending-style:opacity-0 data-limited:hidden data-starting-style:translate-y-2 data-starting-style:opacity-0',
      )}
    >
      <Base.Content className="flex items-center gap-2 py-2 pr-2 pl-3">
        {toast.type === 'failure' && (
          <span aria-hidden="true" className="size-2 shrink-0 rotate-45 rounded-[1px] bg-stuck" />
        )}
        <div className="flex min-w-0 flex-1 flex-col py-0.5">
          <Base.Title className="font-medium" />
          <Base.Description className="text-sm text-muted" />
        </div>
        <Base.Action className="h-7 shrink-0 rounded-md px-2 font-medium text-accent hover:bg-hover" />
        <Base.Close
          aria-label="Dismiss"
          className="flex size-7 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
        >
          <X className="size-3.5" />
        </Base.Close>
      </Base.Content>
    </Base.Root>
  ));
}
