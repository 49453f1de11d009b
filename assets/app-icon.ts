import { gateBox, gateDrawing, gateOpening } from '../electron/shared/gate-drawing.ts';
import type { GateDetail } from '../electron/shared/gate-measures.ts';

export interface AppIconOptions {
  /** The picture's side in pixels. */
  readonly size: number;
  /** How much of the side the dark tile takes, 0 to 1: macOS wants air for its shadow, the others want none. */
  readonly tile: number;
}

/** Up to here the tile's edge, the stones and the light on the ground would only be dirt. */
const plainUntilPx = 40;
/** Up to here there is room for the gate alone. */
const bareUntilPx = 32;

const stone = ['0 #e9edf1', '0.45 #b3bac3', '1 #79818b'];
/** Without the tile the stones must stand on white as well as on black. */
const bareStone = ['0 #b4bbc4', '0.45 #8d959f', '1 #6f7782'];

/** The app's icon as an SVG document: an iron gate on its way up, and the warm light behind it. */
export function appIcon({ size, tile }: AppIconOptions): string {
  const isPlain = size <= plainUntilPx;
  const isBare = size <= bareUntilPx;
  const detail: GateDetail = isBare ? 'small' : isPlain ? 'large' : 'grand';
  const side = 1024 * tile;
  const edge = (1024 - side) / 2;
  const gateSide = isBare ? 1024 : side * (isPlain ? 0.86 : 0.7);
  const scale = gateSide / gateBox;
  const left = (1024 - gateSide) / 2;
  const top = isBare ? 0 : 512 - 11.85 * scale;
  const gate = `translate(${left} ${top}) scale(${scale})`;
  const radius = side * 0.225;
  const tileShape = (inset: number) =>
    `x="${edge + inset}" y="${edge + inset}" width="${side - 2 * inset}" height="${side - 2 * inset}" rx="${radius - inset}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 1024 1024">
<defs>
${gradient('tile', ['0 #3a4048', '0.5 #23272c', '1 #14171a'])}
${gradient('rim', ['0 #ffffff 0.30', '0.3 #ffffff 0.06', '1 #000000 0.35'])}
${gradient('stone', isBare ? bareStone : stone, 'gradientUnits="userSpaceOnUse" x1="0" y1="1" x2="0" y2="23"')}
${gradient('iron', ['0 #4a3a2a', '0.4 #2b2420', '1 #181a1d'], 'gradientUnits="userSpaceOnUse" x1="0" y1="2" x2="0" y2="18"')}
<radialGradient id="light" gradientUnits="userSpaceOnUse" cx="12" cy="21.5" r="19">
<stop offset="0" stop-color="#fff1cf"/><stop offset="0.22" stop-color="#ffcf73"/><stop offset="0.5" stop-color="#f59d27"/><stop offset="0.8" stop-color="#b95f0c"/><stop offset="1" stop-color="#6f3403"/>
</radialGradient>
<radialGradient id="spill" cx="0.5" cy="0.5" r="0.5">
<stop offset="0" stop-color="#ffb545" stop-opacity="0.55"/><stop offset="1" stop-color="#ff9d2a" stop-opacity="0"/>
</radialGradient>
<filter id="lift" x="-20%" y="-20%" width="140%" height="140%"><feDropShadow dx="0" dy="0.3" stdDeviation="0.35" flood-color="#000" flood-opacity="0.55"/></filter>
<filter id="hang" x="-20%" y="-20%" width="140%" height="140%"><feDropShadow dx="0.22" dy="0.28" stdDeviation="0.2" flood-color="#4a1d00" flood-opacity="0.6"/></filter>
<filter id="soft" x="-20%" y="-20%" width="140%" height="140%"><feGaussianBlur stdDeviation="0.32"/></filter>
<filter id="float" x="-20%" y="-20%" width="140%" height="140%"><feDropShadow dx="0" dy="10" stdDeviation="14" flood-color="#000" flood-opacity="0.4"/></filter>
<clipPath id="within"><rect ${tileShape(0)}/></clipPath>
<clipPath id="doorway"><path d="${gateOpening(detail)}"/></clipPath>
</defs>
${isBare ? '' : `<rect ${tileShape(0)} fill="url(#tile)"${tile < 0.9 ? ' filter="url(#float)"' : ''}/>`}
${isPlain ? '' : `<g clip-path="url(#within)">${glow(gateSide, top + 21.6 * scale)}</g>`}
<g transform="${gate}">
<path d="${gateOpening(detail)}" fill="url(#light)"/>
<g clip-path="url(#doorway)">
<g${isPlain ? '' : ' filter="url(#hang)"'}>${iron(detail, isPlain)}</g>
${isPlain ? '' : `<path d="${gateOpening(detail)}" transform="translate(0 1)" fill="none" stroke="#3a1600" stroke-width="1.1" opacity="0.6" filter="url(#soft)"/>`}
</g>
<g${isPlain ? '' : ' filter="url(#lift)"'}>${stones(detail)}</g>
</g>
${isPlain ? '' : `<rect ${tileShape(3)} fill="none" stroke="url(#rim)" stroke-width="6"/>`}
</svg>`;
}

/** The doorway's light behind the arch and on the ground before it. */
function glow(gateSide: number, groundY: number): string {
  const wide = gateSide * 0.62;
  return (
    `<ellipse cx="512" cy="${groundY - gateSide * 0.3}" rx="${gateSide * 0.78}" ry="${gateSide * 0.7}" fill="url(#spill)" opacity="0.5"/>` +
    `<ellipse cx="512" cy="${groundY + gateSide * 0.03}" rx="${wide}" ry="${gateSide * 0.16}" fill="url(#spill)"/>`
  );
}

function iron(detail: GateDetail, isPlain: boolean): string {
  return gateDrawing({ raised: 0.36, isStuck: false, detail })
    .filter(({ part }) => part === 'bar' || part === 'rail' || part === 'rivet')
    .map(({ path }) => `<path d="${path}" fill="${isPlain ? '#1c1512' : 'url(#iron)'}"/>`)
    .join('');
}

/** Each stone in its own shade, or the curve would look cast. */
function stones(detail: GateDetail): string {
  return gateDrawing({ raised: 0, isStuck: false, detail })
    .filter(({ part }) => part === 'arch' || part === 'sill')
    .map(({ path }, index) => {
      const shade = ((index * 5) % 4) * 0.045;
      return `<path d="${path}" fill="url(#stone)"/><path d="${path}" fill="#000" opacity="${shade}"/>`;
    })
    .join('');
}

/** `stops` are written `offset colour [opacity]`; upright unless `more` says otherwise. */
function gradient(id: string, stops: readonly string[], more = 'x1="0" y1="0" x2="0" y2="1"'): string {
  const written = stops.map((stop) => {
    const [offset, colour, opacity = '1'] = stop.split(' ');
    return `<stop offset="${offset}" stop-color="${colour}" stop-opacity="${opacity}"/>`;
  });
  return `<linearGradient id="${id}" ${more}>${written.join('')}</linearGradient>`;
}
