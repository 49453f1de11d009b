import { type GateDetail, type GateMeasures, gateMeasures } from './gate-measures.ts';

/** What a shape belongs to, so that a host can colour the parts differently. */
export type GatePart = 'arch' | 'sill' | 'bar' | 'rail' | 'rivet';

/** One filled shape in the box of `gateBox` units a side. */
export interface GateShape {
  readonly part: GatePart;
  /** SVG path data. The same part has the same commands in every position, so that positions can be blended. */
  readonly path: string;
  /** Only a bar can be lit: one for each knock that has left. */
  readonly isLit: boolean;
}

export interface GateDrawingOptions {
  /** How far the gate is up: 0 is down to the sill, 1 leaves only the points. Values outside are clamped. */
  readonly raised: number;
  /** One bar is bent and hangs. */
  readonly isStuck: boolean;
  /** How many bars are lit, from the left. */
  readonly lit?: number;
  readonly detail?: GateDetail;
}

/** The side of the square that the mark is drawn in. */
export const gateBox = 24;
/** The mark has five bars, whatever its size. */
export const gateBars = 5;

/** The bar that bends: beside the middle, so that the bend is no ornament. */
const bentBar = 3;

/**
 * The mark: an arch with five bars that end in points, as filled shapes from the back to the front.
 * The one source of the app's icon, the tray's image, the glyph before each profile and the connect view's picture.
 */
export function gateDrawing(options: GateDrawingOptions): readonly GateShape[] {
  const measures = gateMeasures[options.detail ?? 'large'];
  const raised = Math.min(1, Math.max(0, options.raised));
  const tip = measures.loweredTip + (measures.raisedTip - measures.loweredTip) * raised;
  const lit = options.lit ?? 0;

  const shapes: GateShape[] = [];
  for (const above of measures.rails) shapes.push(shape('rail', railPath(measures, tip - above)));
  for (let index = 0; index < gateBars; index++) {
    const isBent = options.isStuck && index === bentBar;
    shapes.push(shape('bar', barPath(measures, index, tip, isBent), index < lit));
  }
  if (measures.rivet > 0) {
    for (const above of measures.rails) {
      for (let index = 0; index < gateBars; index++) {
        shapes.push(shape('rivet', rivetPath(measures, barCentre(measures, index), tip - above)));
      }
    }
  }
  for (const path of archPaths(measures)) shapes.push(shape('arch', path));
  if (measures.sillHeight > 0) shapes.push(shape('sill', sillPath(measures)));
  return shapes;
}

/** The inside of the arch down to the sill, as path data: what is behind the bars. */
export function gateOpening(detail: GateDetail): string {
  const { centre, halfWidth, thickness, top, rise, bottom } = gateMeasures[detail];
  const inner = halfWidth - thickness;
  const spring = short(top + rise);
  return `M${at(centre - inner, bottom)}V${spring}A${at(inner, rise - thickness)} 0 0 1 ${short(centre + inner)} ${spring}V${short(bottom)}Z`;
}

export interface GateSvgOptions extends GateDrawingOptions {
  /** The picture's side in pixels. */
  readonly size: number;
  /** Any CSS colours; `lit` falls back to `bars`, everything to `currentColor`. */
  readonly colours?: { readonly arch?: string; readonly bars?: string; readonly lit?: string };
}

/** The mark as an SVG document of its own, for files. */
export function gateSvg(options: GateSvgOptions): string {
  const arch = options.colours?.arch ?? 'currentColor';
  const bars = options.colours?.bars ?? 'currentColor';
  const lit = options.colours?.lit ?? bars;
  const paths = gateDrawing(options).map(({ part, path, isLit }) => {
    const fill = part === 'arch' || part === 'sill' ? arch : isLit ? lit : bars;
    return `<path fill="${fill}" d="${path}"/>`;
  });
  const { size } = options;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${gateBox} ${gateBox}">${paths.join('')}</svg>`;
}

function shape(part: GatePart, path: string, isLit = false): GateShape {
  return { part, path, isLit };
}

function barCentre(measures: GateMeasures, index: number): number {
  return measures.centre + (index - (gateBars - 1) / 2) * measures.pitch;
}

/** Where the inside of the arch is, that far from its centre: above the springing a half ellipse, below it the legs. */
function ceilingAt(measures: GateMeasures, x: number): number {
  const halfWidth = measures.halfWidth - measures.thickness;
  const rise = measures.rise - measures.thickness;
  const across = Math.min(1, Math.abs(x - measures.centre) / halfWidth);
  return measures.top + measures.rise - rise * Math.sqrt(1 - across * across);
}

function archPaths(measures: GateMeasures): readonly string[] {
  const { centre, halfWidth, thickness, top, rise, bottom, stones, legStones, gap } = measures;
  const spring = top + rise;
  const inner = halfWidth - thickness;
  if (stones === 0) {
    return [
      `M${at(centre - halfWidth, bottom)}V${short(spring)}A${at(halfWidth, rise)} 0 0 1 ${at(centre + halfWidth, spring)}` +
        `V${short(bottom)}H${short(centre + inner)}V${short(spring)}` +
        `A${at(inner, rise - thickness)} 0 0 0 ${at(centre - inner, spring)}V${short(bottom)}Z`,
    ];
  }
  const curve = Array.from({ length: stones }, (_, index) => stonePath(measures, index));
  const height = (bottom - spring) / legStones;
  const legs = Array.from({ length: legStones }, (_, index) => {
    const from = spring + index * height + gap / 2;
    const to = spring + (index + 1) * height - (index === legStones - 1 ? 0 : gap / 2);
    return [centre - halfWidth, centre + inner].map(
      (left) => `M${at(left, from)}H${short(left + thickness)}V${short(to)}H${short(left)}Z`,
    );
  });
  return [...curve, ...legs.flat()];
}

/** One stone of the curve, from the left; the key stone in the middle stands out on both sides. */
function stonePath(measures: GateMeasures, index: number): string {
  const { centre, halfWidth, thickness, top, rise, stones, gap } = measures;
  const proud = index === (stones - 1) / 2 ? 0.3 : 0;
  const outside = { across: halfWidth + proud, up: rise + proud };
  const inside = { across: halfWidth - thickness - proud, up: rise - thickness - proud };
  const corner = (ellipse: typeof outside, turn: number, side: number) => {
    const angle = Math.PI * (1 - turn / stones) - (side * gap) / 2 / ellipse.across;
    return at(centre + ellipse.across * Math.cos(angle), top + rise - ellipse.up * Math.sin(angle));
  };
  return (
    `M${corner(outside, index, 1)}A${at(outside.across, outside.up)} 0 0 1 ${corner(outside, index + 1, -1)}` +
    `L${corner(inside, index + 1, -1)}A${at(inside.across, inside.up)} 0 0 0 ${corner(inside, index, 1)}Z`
  );
}

function sillPath(measures: GateMeasures): string {
  const { centre, halfWidth, bottom, sillHeight } = measures;
  const left = centre - halfWidth - 1;
  const right = centre + halfWidth + 1;
  return `M${at(left, bottom)}H${short(right)}V${short(bottom + sillHeight)}H${short(left)}Z`;
}

/** A bar hangs from behind the arch. A bent one hangs below the others, thrown to one side and back. */
function barPath(measures: GateMeasures, index: number, tip: number, isBent: boolean): string {
  const { barWidth, pointWidth, pointLength, pitch } = measures;
  const x = barCentre(measures, index);
  const half = barWidth / 2;
  const ceiling = ceilingAt(measures, x) - measures.thickness / 2;
  const end = isBent ? Math.min(measures.loweredTip, tip + pitch * 2.3) : tip;
  const shoulder = end - pointLength;
  const first = isBent ? end - pitch * 2.6 : shoulder;
  const second = isBent ? end - pitch * 1.5 : shoulder;
  const thrown = x + (isBent ? measures.bend : 0);
  const hung = x - (isBent ? measures.lean : 0);
  // A slanting part is cut across: wider, it looks as thick as an upright one.
  const elbow = isBent ? half * 1.3 : half;
  return (
    `M${at(x - half, ceiling)}L${at(x - half, first)}L${at(thrown - elbow, second)}L${at(hung - pointWidth / 2, shoulder)}` +
    `L${at(isBent ? hung - measures.lean / 2 : hung, end)}L${at(hung + pointWidth / 2, shoulder)}` +
    `L${at(thrown + elbow, second)}L${at(x + half, first)}L${at(x + half, ceiling)}Z`
  );
}

/** A rail reaches into the arch on both sides; above the arch it has no length left. */
function railPath(measures: GateMeasures, y: number): string {
  const { centre, halfWidth, thickness, top, rise, railHeight } = measures;
  const inner = halfWidth - thickness / 2;
  const up = Math.min(1, Math.max(0, (top + rise - y) / (rise - thickness / 2)));
  const half = inner * Math.sqrt(1 - up * up);
  const middle = Math.max(y, top + thickness / 2);
  return `M${at(centre - half, middle - railHeight / 2)}H${short(centre + half)}V${short(middle + railHeight / 2)}H${short(centre - half)}Z`;
}

/** A small diamond where a bar crosses a rail; behind the arch only a point of no size. */
function rivetPath(measures: GateMeasures, x: number, railY: number): string {
  const radius = railY - measures.rivet > ceilingAt(measures, x) ? measures.rivet : 0;
  const y = Math.max(railY, measures.top);
  return `M${at(x, y - radius)}L${at(x + radius, y)}L${at(x, y + radius)}L${at(x - radius, y)}Z`;
}

function at(x: number, y: number): string {
  return `${short(x)} ${short(y)}`;
}

function short(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
