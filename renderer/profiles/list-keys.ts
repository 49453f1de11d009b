import { isWithMain, type KeyPress } from '../app/window-keys.ts';
import { type ProfileRow, rowKey } from './profile-rows.ts';

export type ListAction =
  | { readonly kind: 'move'; readonly by: number }
  | { readonly kind: 'move-to'; readonly end: 'first' | 'last' }
  | { readonly kind: 'activate' | 'unfold' | 'fold' | 'edit' | 'duplicate' | 'remove' | 'menu' | 'connect-all' }
  /** Typing begins a search. */
  | { readonly kind: 'type'; readonly text: string };

const page = 10;

const plainKeys: Readonly<Record<string, ListAction>> = {
  ArrowDown: { kind: 'move', by: 1 },
  ArrowUp: { kind: 'move', by: -1 },
  PageDown: { kind: 'move', by: page },
  PageUp: { kind: 'move', by: -page },
  Home: { kind: 'move-to', end: 'first' },
  End: { kind: 'move-to', end: 'last' },
  ArrowRight: { kind: 'unfold' },
  ArrowLeft: { kind: 'fold' },
  Enter: { kind: 'activate' },
  F2: { kind: 'edit' },
  Delete: { kind: 'remove' },
  ContextMenu: { kind: 'menu' },
};

/** What a key does in the list; undefined for one that is not the list's. */
export function listAction(press: KeyPress, isMac: boolean): ListAction | undefined {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = press;
  if (key === 'F10' && shiftKey) return { kind: 'menu' };
  if (isWithMain(press, isMac) && !altKey && !shiftKey) {
    if (key === 'e') return { kind: 'edit' };
    if (key === 'd') return { kind: 'duplicate' };
    if (key === 'Enter') return { kind: 'connect-all' };
    if (key === 'Backspace') return { kind: 'remove' };
  }
  if (ctrlKey || metaKey || altKey) return undefined;
  const plain = plainKeys[key];
  if (plain !== undefined) return plain;
  return [...key].length === 1 && key !== ' ' ? { kind: 'type', text: key } : undefined;
}

/** What a key does to the list while the search field has the focus: the text's own keys stay the text's. */
export function searchAction(press: KeyPress): ListAction | undefined {
  const { ctrlKey, metaKey, altKey, shiftKey } = press;
  if (ctrlKey || metaKey || altKey || shiftKey) return undefined;
  const action = plainKeys[press.key];
  return action?.kind === 'move' || action?.kind === 'activate' ? action : undefined;
}

/** The key of the row that is active after a move; undefined in an empty list. */
export function movedRow(
  rows: readonly ProfileRow[],
  active: string | undefined,
  move: Extract<ListAction, { readonly kind: 'move' | 'move-to' }>,
): string | undefined {
  const last = rows.length - 1;
  const at = rows.findIndex((row) => rowKey(row) === active);
  const wanted = move.kind === 'move-to' ? (move.end === 'first' ? 0 : last) : at < 0 ? 0 : at + move.by;
  const row = rows[Math.min(Math.max(wanted, 0), last)];
  return row === undefined ? undefined : rowKey(row);
}

/** The heading that a row is under; undefined where it is under none. */
export function headOf(rows: readonly ProfileRow[], active: string | undefined): string | undefined {
  const at = rows.findIndex((row) => rowKey(row) === active);
  const head = rows.slice(0, Math.max(at, 0)).findLast((row) => row.kind === 'group');
  return head === undefined ? undefined : rowKey(head);
}
