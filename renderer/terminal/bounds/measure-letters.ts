import type { Terminal } from '@xterm/xterm';
import { coreOf, type WidthCache } from './xterm-core.ts';

/** A letter alone is not as wide as it is among others. */
const times = 32;
/** A server can make up letters without end, and each width is kept. */
const mostKept = 20_000;
const bold = 1;
const italic = 2;

/**
 * Has letters measured on a canvas: xterm.js lays the page out anew for each that it has not met, and for one without a width
 * (a mark that stands alone) each time. To be called once the terminal is open.
 */
export function measureLetters(terminal: Terminal): void {
  const cache = coreOf(terminal)._renderService?._renderer.value?._widthCache;
  if (cache === undefined) throw new Error('The terminal is not drawn by the DOM.');
  const canvas = document.createElement('canvas').getContext('2d');
  if (canvas === null) throw new Error('There is no canvas.');
  let measured = 0;
  // A renderer that is made later measures as this one.
  (Object.getPrototypeOf(cache) as WidthCache)._measure = function (this: WidthCache, text, variant) {
    const weight = (variant & bold) === 0 ? this._weight : this._weightBold;
    canvas.font = `${(variant & italic) === 0 ? '' : 'italic '}${weight} ${this._fontSize}px ${this._font}`;
    if (measured === mostKept) {
      measured = 0;
      this.clear();
    }
    measured += 1;
    // Whole pixels, as a page tells them. A width of nothing would not be kept.
    return Math.max(Number.MIN_VALUE, Math.round(canvas.measureText(text.repeat(times)).width) / times);
  };
}
