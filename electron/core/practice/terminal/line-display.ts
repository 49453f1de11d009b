import { cellWidth } from './cell-width.ts';
import type { EditedLine } from './edited-line.ts';

interface Place {
  readonly row: number;
  readonly column: number;
}

/** Where the cursor stands after characters that begin at the screen's left edge and wrap at its right one. */
export function placeAfter(characters: readonly string[], columns: number, from: Place = { row: 0, column: 0 }): Place {
  let { row, column } = from;
  for (const character of characters) {
    const width = cellWidth(character);
    // A wide character is not parted: it goes to the next row, and leaves the last column empty.
    if (column + width > columns) {
      row += 1;
      column = 0;
    }
    column += width;
    if (column === columns) {
      row += 1;
      column = 0;
    }
  }
  return { row, column };
}

export interface LineDisplay {
  /** What a terminal must be sent so that it shows the prompt and the line, from wherever the last drawing left it. */
  draw(line: EditedLine): string;
  /** Puts the cursor below the line. */
  leave(line: EditedLine): string;
  /** Begins anew where the cursor is, at the left edge. */
  restart(): void;
}

/** Draws one prompt and its line, over as many rows as they need (cursor movements of ECMA-48, 8.3). */
export function createLineDisplay(prompt: string, columnsNow: () => number): LineDisplay {
  const promptCharacters = [...prompt];
  let shown: EditedLine | undefined;
  let cursorRow = 0;

  function drawAll(line: EditedLine, columns: number, isFirst: boolean): string {
    const all = [...promptCharacters, ...line.characters];
    const end = placeAfter(all, columns);
    const cursor = placeAfter(all.slice(0, promptCharacters.length + line.cursor), columns);
    const toStart = isFirst ? '' : `${cursorRow > 0 ? `\u001b[${cursorRow}A` : ''}\r\u001b[J`;
    const up = end.row - cursor.row;
    const toCursor = `${up > 0 ? `\u001b[${up}A` : ''}\r${cursor.column > 0 ? `\u001b[${cursor.column}C` : ''}`;
    cursorRow = cursor.row;
    const isAtEnd = line.cursor === line.characters.length;
    return `${toStart}${all.join('')}${wrapAt(end)}${isAtEnd ? '' : toCursor}`;
  }

  /** A terminal wraps only when the next character comes; the cursor is to be on the new row before that. */
  function wrapAt(end: Place): string {
    return end.column === 0 && end.row > 0 ? ' \r\u001b[K' : '';
  }

  return {
    draw(line) {
      const columns = columnsNow();
      const before = shown;
      shown = line;
      if (before === undefined || !isAppended(before, line)) return drawAll(line, columns, before === undefined);
      const added = line.characters.slice(before.characters.length);
      const end = placeAfter([...promptCharacters, ...line.characters], columns);
      cursorRow = end.row;
      return added.length === 0 ? '' : `${added.join('')}${wrapAt(end)}`;
    },
    leave(line) {
      const end = placeAfter([...promptCharacters, ...line.characters], columnsNow());
      const down = end.row - cursorRow;
      cursorRow = 0;
      shown = undefined;
      // On an empty row at the end of a full one, the cursor is below the line already.
      return `${down > 0 ? `\u001b[${down}B` : ''}\r${end.column === 0 && end.row > 0 ? '' : '\n'}`;
    },
    restart() {
      cursorRow = 0;
      shown = undefined;
    },
  };
}

function isAppended(before: EditedLine, after: EditedLine): boolean {
  const { length } = before.characters;
  if (before.cursor !== length || after.cursor !== after.characters.length) return false;
  return after.characters.length >= length && before.characters.every((one, index) => one === after.characters[index]);
}
