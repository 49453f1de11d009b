import { longestCommandLine } from '../shell/shell-words.ts';
import { charactersOf } from './cell-width.ts';
import type { Key } from './key-decoder.ts';

/** A line that is being typed: its characters as a person counts them, and how many of them are before the cursor. */
export interface EditedLine {
  readonly characters: readonly string[];
  readonly cursor: number;
  /** What was cut last, for Ctrl-Y. */
  readonly cut: string;
}

export const emptyLine: EditedLine = { characters: [], cursor: 0, cut: '' };

export function lineOf(text: string, cut = ''): EditedLine {
  const characters = charactersOf(text);
  return { characters, cursor: characters.length, cut };
}

export function textOf({ characters }: EditedLine): string {
  return characters.join('');
}

/** Puts text in at the cursor; what would make the line too long is left out. */
export function insertText(line: EditedLine, text: string): EditedLine {
  const room = longestCommandLine - textOf(line).length;
  const before = line.characters.slice(0, line.cursor).join('') + text.slice(0, Math.max(0, room));
  // A combining mark may join the character before it, so all of it is counted anew.
  const joined = charactersOf(before);
  return { ...line, characters: [...joined, ...line.characters.slice(line.cursor)], cursor: joined.length };
}

/** The line after a key that moves in it or changes it; the line itself for any other key. */
export function editLine(line: EditedLine, key: Key): EditedLine {
  const { characters, cursor } = line;
  switch (key.kind) {
    case 'text':
      return insertText(line, key.text);
    case 'paste-cut':
      return insertText(line, line.cut);
    case 'backspace':
      return cursor === 0 ? line : without(line, cursor - 1, cursor);
    case 'delete':
      return cursor === characters.length ? line : without(line, cursor, cursor + 1);
    case 'cut-to-start':
      return cutOut(line, 0, cursor);
    case 'cut-to-end':
      return cutOut(line, cursor, characters.length);
    case 'cut-word':
      return cutOut(line, wordStart(line), cursor);
    case 'left':
      return { ...line, cursor: Math.max(0, cursor - 1) };
    case 'right':
      return { ...line, cursor: Math.min(characters.length, cursor + 1) };
    case 'word-left':
      return { ...line, cursor: wordStart(line) };
    case 'word-right':
      return { ...line, cursor: wordEnd(line) };
    case 'home':
      return { ...line, cursor: 0 };
    case 'end':
      return { ...line, cursor: characters.length };
    default:
      return line;
  }
}

function without(line: EditedLine, start: number, end: number): EditedLine {
  return { ...line, characters: [...line.characters.slice(0, start), ...line.characters.slice(end)], cursor: start };
}

function cutOut(line: EditedLine, start: number, end: number): EditedLine {
  if (start === end) return line;
  return { ...without(line, start, end), cut: line.characters.slice(start, end).join('') };
}

function wordStart({ characters, cursor }: EditedLine): number {
  let place = cursor;
  while (place > 0 && characters[place - 1] === ' ') place -= 1;
  while (place > 0 && characters[place - 1] !== ' ') place -= 1;
  return place;
}

function wordEnd({ characters, cursor }: EditedLine): number {
  let place = cursor;
  while (place < characters.length && characters[place] === ' ') place += 1;
  while (place < characters.length && characters[place] !== ' ') place += 1;
  return place;
}
