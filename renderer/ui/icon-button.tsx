import { Button as Base } from '@base-ui/react/button';
import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Tooltip, type TooltipProps } from './tooltip.tsx';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'className' | 'children'> {
  /** The accessible name and the tooltip. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly shortcut?: string | undefined;
  readonly side?: TooltipProps['side'];
  readonly size?: 'regular' | 'small' | undefined;
  readonly className?: string | undefined;
}

/** A square button that is only an icon, with its name in a tooltip. */
export function IconButton({ label, icon, shortcut, side, size = 'regular', className, ...rest }: IconButtonProps) {
  return (
    <Tooltip label={label} shortcut={shortcut} side={side}>
      <Base
        {...rest}
        aria-label={label}
        className={classNames(
          'inline-flex shrink-0 items-center justify-center rounded-md text-muted transition-[background-color,color] duration-120',
          'not-data-disabled:hover:bg-hover not-data-disabled:hover:text-ink not-data-disabled:active:bg-selected',
          'data-disabled:opacity-50 data-popup-open:bg-hover data-popup-open:text-ink',
          size === 'small' ? 'size-5' : 'size-7',
          className,
        )}
      >
        {icon}
      </Base>
    </Tooltip>
  );
}
