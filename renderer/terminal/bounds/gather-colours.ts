import type { Terminal } from '@xterm/xterm';
import type { WorkAccount } from './work-account.ts';
import { coreOf } from './xterm-core.ts';

/** OSC: a colour of the palette, of letters, ground and cursor. */
const asksForColour = [4, 10, 11, 12];
/** As long as the page takes for a style sheet. */
const sheetTurns = 20_000;

/**
 * Gathers the changes of colours that a server asks for, until the terminal has gone through what it was written: each alone
 * has the whole style sheet made anew. To be called once the terminal is open.
 */
export function gatherColours(terminal: Terminal, account: WorkAccount): void {
  const service = coreOf(terminal)._themeService;
  if (service === undefined) throw new Error('The terminal is not open yet.');
  const modify = service.modifyColors.bind(service);
  let changes: ((colours: object) => void)[] = [];
  const flush = () => {
    const made = changes;
    changes = [];
    if (made.length === 0) return;
    modify((colours) => {
      for (const change of made) change(colours);
    });
  };
  const gather = (change: (colours: object) => void) => {
    if (changes.length === 0) queueMicrotask(flush);
    changes.push(change);
  };
  service.modifyColors = gather;
  service.restoreColor = (slot) => gather(() => service._restoreColor(slot));
  // Who asks for a colour is told the present one, unless they set and ask without end.
  for (const identifier of asksForColour) {
    terminal.parser.registerOscHandler(identifier, (data) => {
      if (data.includes('?') && changes.length > 0 && account.spend(sheetTurns)) flush();
      return false;
    });
  }
}
