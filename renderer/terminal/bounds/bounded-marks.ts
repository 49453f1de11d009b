import type { IUnicodeVersionProvider, Terminal } from '@xterm/xterm';
import { coreOf } from './xterm-core.ts';

/** More than the longest emoji (eleven code points) and than any script stacks on a letter. */
const mostInCell = 16;
/** In what a provider tells of a code point: whether it belongs to the one before. xterm.js' UnicodeService. */
const joins = 1;
const name = 'bounded';

/** A provider as it comes from an addon, with what the public type leaves out. */
type Provider = IUnicodeVersionProvider & { readonly version: string };

/**
 * Bounds how many code points share a cell: a further one begins a cell of its own. To be called when the provider that knows
 * how they join is the active one.
 */
export function boundMarks(terminal: Terminal): void {
  const inner = coreOf(terminal).unicodeService._activeProvider as Provider;
  let inCell = 1;
  terminal.unicode.register({
    version: name,
    wcwidth: (codepoint) => inner.wcwidth(codepoint),
    charProperties(codepoint, preceding) {
      const found = inner.charProperties(codepoint, preceding);
      if ((found & joins) === 0) {
        inCell = 1;
        return found;
      }
      inCell += 1;
      if (inCell <= mostInCell) return found;
      inCell = 1;
      return found & ~joins;
    },
  } as Provider);
  terminal.unicode.activeVersion = name;
}
