import { type Operator, readTokens, ShellSyntaxFailure, type ShellToken, type WordPart } from './shell-words.ts';

export type Word = readonly WordPart[];

/** Where a command's input comes from, or its output or errors go; `2>&1` sends errors where the output goes. */
export type Redirection =
  | { readonly operator: '<' | '>' | '>>' | '2>' | '2>>'; readonly target: Word }
  | { readonly operator: '2>&1' };

export interface SimpleCommand {
  readonly words: readonly Word[];
  readonly redirections: readonly Redirection[];
}

export interface Pipeline {
  /** When it is run: always, after a success, or after a failure of what went before. */
  readonly condition: 'always' | 'after-success' | 'after-failure';
  readonly commands: readonly SimpleCommand[];
}

const conditions = { ';': 'always', '&&': 'after-success', '||': 'after-failure' } as const;

/**
 * Reads a command line as pipelines in their order.
 * @throws ShellSyntaxFailure
 */
export function parseCommandLine(line: string): Pipeline[] {
  const pipelines: Pipeline[] = [];
  let condition: Pipeline['condition'] = 'always';
  let isOwed = false;
  for (const { tokens, ended } of partsOf(readTokens(line), isSeparator)) {
    if (tokens.length > 0) {
      const commands = partsOf(tokens, (operator) => operator === '|').map((part) => readCommand(part.tokens));
      pipelines.push({ condition, commands });
      isOwed = false;
    } else if (isOwed || (ended !== undefined && ended !== ';')) {
      throw new ShellSyntaxFailure(`a command is missing beside ${ended ?? 'the end of the line'}`);
    }
    if (ended === undefined) break;
    condition = conditions[ended as keyof typeof conditions];
    isOwed = ended !== ';';
  }
  return pipelines;
}

function isSeparator(operator: Operator): boolean {
  return operator in conditions;
}

interface Part {
  readonly tokens: readonly ShellToken[];
  /** The operator after the part; undefined for the last one. */
  readonly ended: Operator | undefined;
}

function partsOf(tokens: readonly ShellToken[], ends: (operator: Operator) => boolean): Part[] {
  const parts: Part[] = [];
  let start = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'operator' || !ends(token.operator)) continue;
    parts.push({ tokens: tokens.slice(start, index), ended: token.operator });
    start = index + 1;
  }
  return [...parts, { tokens: tokens.slice(start), ended: undefined }];
}

function readCommand(tokens: readonly ShellToken[]): SimpleCommand {
  if (tokens.length === 0) throw new ShellSyntaxFailure('a command is missing beside |');
  const words: Word[] = [];
  const redirections: Redirection[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token?.kind === 'word') words.push(token.parts);
    else if (token?.operator === '2>&1') redirections.push({ operator: token.operator });
    else if (token !== undefined) {
      const target = tokens[++index];
      if (target?.kind !== 'word') throw new ShellSyntaxFailure(`a file is missing after ${token.operator}`);
      redirections.push({ operator: token.operator as '<' | '>' | '>>' | '2>' | '2>>', target: target.parts });
    }
  }
  return { words, redirections };
}
