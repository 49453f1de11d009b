import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { classNames } from './class-names.ts';

export interface SplitHandleProps {
  /** What it makes wider, as in `Width of the sidebar`. */
  readonly label: string;
  /** All in pixels. */
  readonly width: number;
  readonly minWidth: number;
  readonly maxWidth: number;
  readonly defaultWidth: number;
  readonly onResize: (width: number) => void;
}

const stepPx = 16;

/** The line at the right edge of a panel: drag it, use the arrow keys, double click for the default width. */
export function SplitHandle({ label, width, minWidth, maxWidth, defaultWidth, onResize }: SplitHandleProps) {
  const grip = useRef<{ readonly x: number; readonly width: number }>(undefined);
  const resize = (next: number) => onResize(Math.round(Math.min(maxWidth, Math.max(minWidth, next))));

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    grip.current = { x: event.clientX, width };
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (grip.current !== undefined) resize(grip.current.width + event.clientX - grip.current.x);
  };
  const letGo = () => {
    grip.current = undefined;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const next = widthAfterKey(event.key, width, minWidth, maxWidth);
    if (next === undefined) return;
    event.preventDefault();
    resize(next);
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that can be moved has a value, which <hr> has not
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={minWidth}
      aria-valuemax={maxWidth}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={letGo}
      onPointerCancel={letGo}
      onDoubleClick={() => resize(defaultWidth)}
      onKeyDown={onKeyDown}
      className={classNames(
        'relative z-10 -mr-1 w-1 shrink-0 cursor-col-resize touch-none outline-none',
        'after:absolute after:inset-y-0 after:left-0 after:w-px after:bg-line after:transition-[background-color,width] after:duration-120',
        'hover:after:w-0.5 hover:after:bg-accent focus-visible:after:w-0.5 focus-visible:after:bg-focus active:after:w-0.5 active:after:bg-accent',
      )}
    />
  );
}

function widthAfterKey(key: string, width: number, minWidth: number, maxWidth: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
      return width - stepPx;
    case 'ArrowRight':
      return width + stepPx;
    case 'Home':
      return minWidth;
    case 'End':
      return maxWidth;
    default:
      return undefined;
  }
}
