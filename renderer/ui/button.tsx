import { Button as Base } from '@base-ui/react/button';
import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Spinner } from './spinner.tsx';

/** `ghost` shows itself on hover only, for rows and bars. */
export type ButtonTone = 'primary' | 'quiet' | 'ghost' | 'danger';
export type ButtonSize = 'regular' | 'small';

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'className'> {
  readonly tone?: ButtonTone | undefined;
  readonly size?: ButtonSize | undefined;
  /** Before the text; an icon of 14 px. */
  readonly icon?: ReactNode;
  /** What the button started is running: it keeps its place, its width and the focus, and cannot be pressed. */
  readonly isBusy?: boolean | undefined;
  readonly className?: string | undefined;
}

const tones: Readonly<Record<ButtonTone, string>> = {
  primary:
    'bg-accent-fill text-on-fill shadow-[inset_0_1px_0_rgb(255_255_255/0.14)] not-data-disabled:hover:bg-accent-fill-hover not-data-disabled:active:brightness-90',
  quiet:
    'bg-surface text-ink shadow-[inset_0_0_0_1px_var(--line-strong)] not-data-disabled:hover:bg-hover not-data-disabled:active:bg-selected data-popup-open:bg-hover',
  ghost:
    'text-muted not-data-disabled:hover:bg-hover not-data-disabled:hover:text-ink not-data-disabled:active:bg-selected data-popup-open:bg-hover data-popup-open:text-ink',
  danger:
    'bg-stuck-fill text-on-fill shadow-[inset_0_1px_0_rgb(255_255_255/0.14)] not-data-disabled:hover:bg-stuck-fill-hover not-data-disabled:active:brightness-90',
};

const sizes: Readonly<Record<ButtonSize, string>> = {
  regular: 'h-7 px-3',
  small: 'h-6 px-2 text-sm',
};

/**
 * A button that says in a verb what it does, and does it once: neither a held Enter nor the second click of a double click
 * is another order, to whatever has taken the button's place meanwhile.
 */
export function Button({
  tone = 'quiet',
  size = 'regular',
  icon,
  isBusy = false,
  disabled = false,
  className,
  children,
  onClick,
  onKeyDown,
  ...rest
}: ButtonProps) {
  return (
    <Base
      {...rest}
      onClick={(event) => {
        if (event.detail < 2) onClick?.(event);
      }}
      onKeyDown={(event) => {
        if (event.repeat && event.key === 'Enter') event.preventDefault();
        onKeyDown?.(event);
      }}
      disabled={disabled || isBusy}
      focusableWhenDisabled={isBusy}
      aria-busy={isBusy || undefined}
      className={classNames(
        'relative inline-flex shrink-0 items-center justify-center gap-1.5 overflow-clip rounded-md font-medium whitespace-nowrap transition-[background-color,color] duration-120',
        !isBusy && 'data-disabled:opacity-50',
        tones[tone],
        sizes[size],
        className,
      )}
    >
      {icon !== undefined && (isBusy ? <Spinner /> : icon)}
      {isBusy && icon === undefined ? <span className="opacity-0">{children}</span> : children}
      {isBusy && icon === undefined && <Spinner className="absolute" />}
    </Base>
  );
}
