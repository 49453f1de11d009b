import type { Interrupts } from '../interrupts.ts';
import { openPromptTerminal } from './terminal-prompt.ts';

/** Asks on the terminal before the last one-time sequence is used, unless the command line says so; without one: no. */
export async function mayUseLast(
  { useLast }: { readonly useLast: boolean },
  host: string,
  interrupts: Interrupts,
  say: (text: string) => void,
): Promise<boolean> {
  if (useLast) return true;
  const terminal = openPromptTerminal(interrupts.cancel, interrupts.interrupt);
  if (terminal === undefined) {
    say('the last one-time sequence is used only with --use-last, or after a question on a terminal');
    return false;
  }
  terminal.show(
    `This is the last one-time sequence for ${host}. knockd 0.8 crashes when it is used, and then nothing opens or shuts\n` +
      'a gate of that server until it is started again with a new list.',
  );
  while (true) {
    const answer = (await terminal.ask('Use it all the same? (yes, no) ', true))?.trim();
    if (answer === 'yes') return true;
    if (answer === undefined || answer === 'no') return false;
  }
}
