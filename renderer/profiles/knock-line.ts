import type { Step } from '../../electron/shared/sequence.ts';

/**
 * The sequence as a person would knock it by hand with knock(1), in one line: `knock -d 100 host 7000 8000:udp`. knock has
 * one pause for all, so a step with a pause of its own ends a command, and `sleep` waits.
 * @param host stands as HOST while there is none
 */
export function knockLine(host: string, steps: readonly Step[], delayMs: number): string {
  const commands: string[] = [];
  let knocks: string[] = [];
  const finish = () => {
    const delay = knocks.length > 1 && delayMs > 0 ? `-d ${delayMs} ` : '';
    commands.push(`knock ${delay}${host || 'HOST'} ${knocks.join(' ')}`);
    knocks = [];
  };
  for (const [index, { port, protocol, pauseMs }] of steps.entries()) {
    knocks.push(`${port}${protocol === 'udp' ? ':udp' : ''}`);
    const isLast = index === steps.length - 1;
    if (isLast) finish();
    else if (pauseMs !== undefined && pauseMs !== delayMs) {
      finish();
      commands.push(`sleep ${pauseMs / 1000}`);
    }
  }
  return commands.join(' && ');
}
