import type { Terminal } from '@xterm/xterm';
import { type Attributes, type CoreBuffer, type CoreLine, coreOf } from './xterm-core.ts';

/**
 * Moves lines at once where xterm.js moves them one by one, each time with a new line that has to be made and thrown away: SU, SD,
 * IL, DL, RI (ECMA-48), and a line feed at the end of a scrolling region. What they do stays the same.
 */
export function moveLines(terminal: Terminal): void {
  const core = coreOf(terminal);
  const { _bufferService: service, _inputHandler: handler } = core;
  let blank: CoreLine | undefined;

  const blankLine = (buffer: CoreBuffer, attributes: Attributes | undefined): CoreLine => {
    const [fg, bg] = [attributes?.fg ?? 0, attributes?.bg ?? 0];
    if (blank === undefined || blank.length !== terminal.cols || blank.getFg(0) !== fg || blank.getBg(0) !== bg) {
      blank = buffer.getBlankLine(attributes);
    }
    return blank;
  };
  /** @param by how far, up where it is below 0; first and last are rows of the screen */
  const move = (first: number, last: number, by: number, attributes: Attributes | undefined) => {
    const { buffer } = service;
    const { lines, ybase } = buffer;
    const height = last - first + 1;
    const count = Math.min(Math.abs(by), height);
    const goesFrom = ybase + (by < 0 ? first : last + 1 - count);
    const comesAt = ybase + (by < 0 ? last + 1 - count : first);
    const reused = Array.from({ length: count }, (_, index) => lines.get(goesFrom + index));
    if (count < height)
      lines.shiftElements(ybase + first + (by < 0 ? count : 0), height - count, by < 0 ? -count : count);
    const empty = blankLine(buffer, attributes);
    reused.forEach((line, index) => {
      line.copyFrom(empty);
      lines.set(comesAt + index, line);
    });
    handler.markRangeDirty(first, last);
  };
  const isInRegion = ({ y, scrollTop, scrollBottom }: CoreBuffer) => y >= scrollTop && y <= scrollBottom;

  core.registerCsiHandler({ final: 'S' }, ({ params }) => {
    const { scrollTop, scrollBottom } = service.buffer;
    move(scrollTop, scrollBottom, -(params[0] || 1), handler._eraseAttrData());
    return true;
  });
  core.registerCsiHandler({ final: 'T' }, ({ params }) => {
    const { scrollTop, scrollBottom } = service.buffer;
    move(scrollTop, scrollBottom, params[0] || 1, undefined);
    return true;
  });
  for (const [final, direction] of [['L', 1] as const, ['M', -1] as const]) {
    core.registerCsiHandler({ final }, ({ params }) => {
      const { buffer } = service;
      if (!isInRegion(buffer)) return true;
      move(buffer.y, buffer.scrollBottom, direction * (params[0] || 1), handler._eraseAttrData());
      buffer.x = 0;
      return true;
    });
  }
  terminal.parser.registerEscHandler({ final: 'M' }, () => {
    const { buffer } = service;
    if (buffer.y !== buffer.scrollTop) return false;
    buffer.x = Math.min(buffer.x, terminal.cols - 1);
    move(buffer.scrollTop, buffer.scrollBottom, 1, handler._eraseAttrData());
    return true;
  });

  const scroll = service.scroll.bind(service);
  service.scroll = (attributes, isWrapped = false) => {
    const { buffer } = service;
    // From the screen's first line it goes into the scrollback, as a line of its own.
    if (buffer.scrollTop === 0) return scroll(attributes, isWrapped);
    move(buffer.scrollTop, buffer.scrollBottom, -1, attributes);
    buffer.lines.get(buffer.ybase + buffer.scrollBottom).isWrapped = isWrapped;
  };
}
