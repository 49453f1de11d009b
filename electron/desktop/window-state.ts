import { z } from 'zod';

/** A rectangle on the desktop, in device-independent pixels. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const windowStateSchema = z.object({
  bounds: z.object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) }).optional(),
  isMaximised: z.boolean().default(false),
  /** The person has been told that closing the window leaves the app in the tray. */
  knowsTray: z.boolean().default(false),
});

/** What is kept of the window across starts. */
export type WindowState = z.infer<typeof windowStateSchema>;

export const smallestSize = { width: 720, height: 480 };
export const firstSize = { width: 1100, height: 720 };
/** So much of the window's top must be seen, or nobody could take hold of it. */
const grip = { width: 120, height: 40 };

/** Reads a kept state; what is damaged is as if there were none, for nothing is lost by it. */
export function parseWindowState(text: string | undefined): WindowState {
  try {
    return windowStateSchema.parse(JSON.parse(text ?? '{}'));
  } catch {
    return windowStateSchema.parse({});
  }
}

/**
 * The bounds for a new window: the kept ones where they can still be reached, else a size without a place.
 * @param workAreas of the displays that are there now
 */
export function startBounds(
  state: WindowState,
  workAreas: readonly Rectangle[],
): Rectangle | { readonly width: number; readonly height: number } {
  const { bounds } = state;
  if (bounds === undefined) return firstSize;
  const display = workAreas.find((area) => isWithinReach(bounds, area));
  const largest = display ?? workAreas[0] ?? bounds;
  const size = {
    width: Math.max(smallestSize.width, Math.min(bounds.width, largest.width)),
    height: Math.max(smallestSize.height, Math.min(bounds.height, largest.height)),
  };
  return display === undefined ? size : { x: bounds.x, y: bounds.y, ...size };
}

function isWithinReach(bounds: Rectangle, area: Rectangle): boolean {
  const left = Math.max(bounds.x, area.x);
  const right = Math.min(bounds.x + bounds.width, area.x + area.width);
  const isTopInside = bounds.y >= area.y && bounds.y + grip.height <= area.y + area.height;
  return right - left >= grip.width && isTopInside;
}
