import type { Terminal } from '@xterm/xterm';

/** A sequence's numbers, as xterm.js' own handlers read them after ours. */
export interface SequenceNumbers {
  readonly length: number;
  readonly params: Int32Array;
}

export interface SequenceId {
  readonly prefix?: string;
  readonly intermediates?: string;
  readonly final: string;
}

/** The colours and the weight of what is written. */
export interface Attributes {
  readonly fg: number;
  readonly bg: number;
}

export interface CoreLine {
  readonly length: number;
  getFg(column: number): number;
  getBg(column: number): number;
  /** It goes on the line before. */
  isWrapped: boolean;
  copyFrom(line: CoreLine): void;
}

/** The lines of a screen, those above it first. */
export interface CoreBuffer {
  readonly lines: {
    readonly length: number;
    get(index: number): CoreLine;
    set(index: number, line: CoreLine): void;
    shiftElements(start: number, count: number, by: number): void;
  };
  /** Where the screen begins. */
  readonly ybase: number;
  x: number;
  readonly y: number;
  readonly scrollTop: number;
  readonly scrollBottom: number;
  getBlankLine(attributes: Attributes | undefined): CoreLine;
}

/** What a server calls a link. */
export interface LinkData {
  readonly id?: string;
  readonly uri: string;
}

/** How the DOM's renderer learns the width of letters. */
export interface WidthCache {
  readonly _font: string;
  readonly _fontSize: number;
  readonly _weight: string | number;
  readonly _weightBold: string | number;
  _measure(text: string, variant: number): number;
  clear(): void;
}

/**
 * What is not in xterm.js' public API, by the names in its source. Its version is pinned, and test/e2e/heavy-output fails where
 * another one has none of it.
 */
export interface XtermCore {
  registerCsiHandler(id: SequenceId, handler: (numbers: SequenceNumbers) => boolean): void;
  readonly unicodeService: { readonly _activeProvider: object };
  readonly _inputHandler: { _eraseAttrData(): Attributes; markRangeDirty(first: number, last: number): void };
  readonly _bufferService: {
    readonly buffer: CoreBuffer;
    scroll(attributes: Attributes, isWrapped?: boolean): void;
  };
  readonly _oscLinkService: {
    registerLink(data: LinkData): number;
    addLineToLink(id: number, line: number): void;
    getLinkData(id: number): LinkData | undefined;
  };
  /** There are none before the terminal is opened. */
  readonly _themeService?: {
    modifyColors(change: (colours: object) => void): void;
    restoreColor(slot?: number): void;
    _restoreColor(slot?: number): void;
  };
  readonly _renderService?: { readonly _renderer: { readonly value?: { readonly _widthCache?: WidthCache } } };
}

export function coreOf(terminal: Terminal): XtermCore {
  return (terminal as unknown as { readonly _core: XtermCore })._core;
}
