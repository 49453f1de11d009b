/** A piece of a word: `quoted` text stands for itself, `plain` text may be a pattern, a variable is looked up. */
export interface WordPart {
  readonly kind: 'plain' | 'quoted' | 'variable' | 'quoted-variable';
  readonly text: string;
}

export type Operator = ';' | '&&' | '||' | '|' | '<' | '>' | '>>' | '2>' | '2>>' | '2>&1';

export type ShellToken =
  | { readonly kind: 'operator'; readonly operator: Operator }
  | { readonly kind: 'word'; readonly parts: readonly WordPart[] };

/** A line that the practice shell does not understand; the message says why. */
export class ShellSyntaxFailure extends Error {}

/** The longest line that the shell takes, in UTF-16 units. */
export const longestCommandLine = 4096;

const blankPattern = /(?:[ \t\r]|\\\n)+/y;
const commentPattern = /#[^\n]*/y;
const operatorPattern = /2>&1|2>>|2>|\|\||&&|>>|[;\n|<>]/y;
const variablePattern = /\$(?:\{([A-Za-z_]\w*|\?)\}|([A-Za-z_]\w*|\?))/y;
const plainPattern = /[^\s'"\\$`;|&<>()]+/y;
const insideDoublePattern = /[^"\\$`]+/y;

/**
 * Parts a command line into words and operators: '…', "…" and \ quote, $NAME, ${NAME} and $? are variables, # begins a
 * comment; a line end is a `;`.
 * @throws ShellSyntaxFailure
 */
export function readTokens(line: string): ShellToken[] {
  if (line.length > longestCommandLine) throw new ShellSyntaxFailure('the line is too long');
  const tokens: ShellToken[] = [];
  let position = 0;

  function take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = position;
    const match = pattern.exec(line) ?? undefined;
    if (match !== undefined) position += match[0].length;
    return match;
  }

  function readVariable(kind: 'variable' | 'quoted-variable'): WordPart {
    const match = take(variablePattern);
    if (match !== undefined) return { kind, text: match[1] ?? match[2] ?? '' };
    if (line[position + 1] === '(') throw new ShellSyntaxFailure('$(…) is not part of the practice shell');
    position += 1;
    return { kind: 'quoted', text: '$' };
  }

  function readDoubleQuoted(): WordPart[] {
    // An empty text makes "" a word.
    const parts: WordPart[] = [{ kind: 'quoted', text: '' }];
    position += 1;
    while (line[position] !== '"') {
      const next = line[position];
      if (next === undefined) throw new ShellSyntaxFailure('a " has no end');
      if (next === '$') parts.push(readVariable('quoted-variable'));
      else if (next === '\\') {
        const escaped = line[position + 1] ?? '';
        parts.push({ kind: 'quoted', text: '"\\$`'.includes(escaped) ? escaped : `\\${escaped}` });
        position += 2;
      } else parts.push({ kind: 'quoted', text: take(insideDoublePattern)?.[0] ?? unknown(next) });
    }
    position += 1;
    return parts;
  }

  function readPart(): WordPart[] {
    const next = line[position] ?? '';
    if (next === '"') return readDoubleQuoted();
    if (next === '$') return [readVariable('variable')];
    if (next === "'") {
      const end = line.indexOf("'", position + 1);
      if (end < 0) throw new ShellSyntaxFailure("a ' has no end");
      const text = line.slice(position + 1, end);
      position = end + 1;
      return [{ kind: 'quoted', text }];
    }
    if (next === '\\') {
      position += 2;
      return [{ kind: 'quoted', text: line[position - 1] ?? '\\' }];
    }
    return [{ kind: 'plain', text: take(plainPattern)?.[0] ?? unknown(next) }];
  }

  while (position < line.length) {
    if (take(blankPattern) !== undefined || take(commentPattern) !== undefined) continue;
    const operator = take(operatorPattern)?.[0];
    if (operator !== undefined) {
      tokens.push({ kind: 'operator', operator: operator === '\n' ? ';' : (operator as Operator) });
      continue;
    }
    const parts: WordPart[] = [];
    while (position < line.length && !/[\s;|<>&]/.test(line[position] ?? '')) parts.push(...readPart());
    if (parts.length === 0) unknown(line[position] ?? '');
    tokens.push({ kind: 'word', parts });
  }
  return tokens;
}

function unknown(character: string): never {
  if (character === '&') throw new ShellSyntaxFailure('jobs in the background are not part of the practice shell');
  if (character === '`') throw new ShellSyntaxFailure('`…` is not part of the practice shell');
  throw new ShellSyntaxFailure(`${JSON.stringify(character)} is not understood here`);
}
