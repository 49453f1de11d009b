/** A key of a terminal. `text` holds characters to insert; what has no meaning for the line editor does not appear. */
export type Key =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind:
        | 'enter'
        | 'backspace'
        | 'delete'
        | 'left'
        | 'right'
        | 'word-left'
        | 'word-right'
        | 'home'
        | 'end'
        | 'up'
        | 'down'
        | 'tab'
        | 'interrupt'
        | 'end-of-input'
        | 'cut-to-start'
        | 'cut-to-end'
        | 'cut-word'
        | 'paste-cut'
        | 'clear-screen';
    };

type NamedKey = Exclude<Key['kind'], 'text'>;

const controls: Readonly<Record<string, NamedKey>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\u007f': 'backspace',
  '\b': 'backspace',
  '\u0001': 'home',
  '\u0002': 'left',
  '\u0003': 'interrupt',
  '\u0004': 'end-of-input',
  '\u0005': 'end',
  '\u0006': 'right',
  '\u000b': 'cut-to-end',
  '\u000c': 'clear-screen',
  '\u000e': 'down',
  '\u0010': 'up',
  '\u0015': 'cut-to-start',
  '\u0017': 'cut-word',
  '\u0019': 'paste-cut',
};

/** Final characters and VT numbers of control sequences, as xterm sends them (XTerm Control Sequences, PC-style keys). */
const sequences: Readonly<Record<string, NamedKey>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  H: 'home',
  F: 'end',
  '1~': 'home',
  '7~': 'home',
  '4~': 'end',
  '8~': 'end',
  '3~': 'delete',
  '1;5C': 'word-right',
  '1;5D': 'word-left',
  '1;3C': 'word-right',
  '1;3D': 'word-left',
};

const escapeCharacter = '\u001b';
/** A control sequence (ECMA-48, 5.4) or an SS3 key; anything else after ESC is one key held with Alt. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: ESC begins what is looked for
const sequencePattern = /^\u001b(?:\[([0-?]*)[ -/]*([@-~])|O([A-Za-z])|([^[O]))/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters end a run of text
const textPattern = /^[^\u0000-\u001f\u007f]+/;
/** An unfinished sequence longer than this is none. */
const longestSequence = 32;

/** Makes the function that turns what a terminal sends, piece by piece, into keys; a sequence may lie over two pieces. */
export function createKeyDecoder(): (piece: string) => Key[] {
  let rest = '';
  let endedWithReturn = false;

  return (piece) => {
    const keys: Key[] = [];
    let text = rest + piece;
    rest = '';
    while (text !== '') {
      const run = textPattern.exec(text)?.[0];
      if (run !== undefined) {
        keys.push({ kind: 'text', text: run });
        text = text.slice(run.length);
        endedWithReturn = false;
        continue;
      }
      const first = text[0] ?? '';
      if (first !== escapeCharacter) {
        const kind = controls[first];
        // A pasted CR LF is one line end.
        if (kind !== undefined && !(first === '\n' && endedWithReturn)) keys.push({ kind });
        endedWithReturn = first === '\r';
        text = text.slice(1);
        continue;
      }
      const match = sequencePattern.exec(text);
      if (match === null && text.length < longestSequence) {
        rest = text;
        break;
      }
      const kind = match === null ? undefined : keyOfSequence(match);
      if (kind !== undefined) keys.push({ kind });
      text = text.slice(match === null ? 1 : match[0].length);
    }
    return keys;
  };
}

/** Among the sequences that mean nothing here are those around a paste (`CSI 200 ~`, `CSI 201 ~`). */
function keyOfSequence([, parameters = '', final, single, withAlt]: RegExpExecArray): NamedKey | undefined {
  if (withAlt !== undefined) return { b: 'word-left', f: 'word-right', '\u007f': 'cut-word' }[withAlt] as NamedKey;
  return sequences[parameters + (final ?? '')] ?? (single === undefined ? undefined : sequences[single]);
}
