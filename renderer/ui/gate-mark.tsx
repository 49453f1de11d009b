import { type GatePart, gateBars, gateBox, gateDrawing } from '../../electron/shared/gate-drawing.ts';
import { classNames } from './class-names.ts';

/** What the gate's colour says: shut neutral, moving the accent, open amber, stuck (failed or unknown) red. */
export type GateMarkState = 'shut' | 'moving' | 'open' | 'stuck';

export interface GateMarkProps {
  readonly state: GateMarkState;
  /** How far the gate is up while it moves, 0 to 1. */
  readonly progress?: number | undefined;
  /** How many of the knocks have left, 0 to 1: so much of the five bars is lit while it moves. */
  readonly knocked?: number | undefined;
  /** The knocks are out and nothing has answered yet: the bars breathe. */
  readonly isDialling?: boolean | undefined;
  /** Side in pixels; the drawing suits itself to it. */
  readonly size?: number | undefined;
  /** Read out; an empty one makes the mark decoration, for where the words stand beside it. */
  readonly label: string;
  readonly className?: string | undefined;
}

const colours: Readonly<Record<GateMarkState, string>> = {
  shut: 'text-shut',
  moving: 'text-accent',
  open: 'text-open',
  stuck: 'text-stuck',
};

/** A stuck gate hangs half way, where its bent bar can be seen. */
const stuckAt = 0.45;
const iron = 'text-shut fill-current';

const largeFromPx = 28;
const grandFromPx = 72;

/** The mark in one of its states. It moves from one to the next within 200 ms and is never waited for. */
export function GateMark({
  state,
  progress = 0,
  knocked,
  isDialling = false,
  size = 16,
  label,
  className,
}: GateMarkProps) {
  const isLarge = size >= largeFromPx;
  const lit = knocked === undefined ? gateBars : Math.round(knocked * gateBars);
  const shapes = gateDrawing({
    raised: { shut: 0, moving: progress, open: 1, stuck: stuckAt }[state],
    isStuck: state === 'stuck',
    lit: state === 'moving' ? lit : gateBars,
    detail: size >= grandFromPx ? 'grand' : isLarge ? 'large' : 'small',
  });
  return (
    <svg
      role="img"
      aria-label={label}
      aria-hidden={label === ''}
      data-gate={state}
      className={classNames('shrink-0 fill-current transition-[color] duration-180', colours[state], className)}
      width={size}
      height={size}
      viewBox={`0 0 ${gateBox} ${gateBox}`}
    >
      {shapes.map(({ part, path, isLit }, index) => (
        <path
          // biome-ignore lint/suspicious/noArrayIndexKey: the shapes are always the same ones, in the same order
          key={index}
          d={path}
          className={classNames(
            'transition-[d,fill,opacity] duration-180 ease-glide',
            isLarge && partLook(part, state, isLit, lit === gateBars),
            isDialling && state === 'moving' && part === 'bar' && 'animate-dialling',
          )}
        />
      ))}
    </svg>
  );
}

/** In the large mark the masonry stands back, and what waits for a knock is iron. */
function partLook(part: GatePart, state: GateMarkState, isLit: boolean, isAllLit: boolean): string | undefined {
  const isMoving = state === 'moving';
  if (part === 'arch' || part === 'sill') return isMoving || state === 'shut' ? iron : undefined;
  if (part === 'bar') return isLit ? undefined : `${iron} opacity-70`;
  const look = part === 'rail' ? 'opacity-60' : '';
  return isMoving && !isAllLit ? `${iron} ${look}` : look;
}
