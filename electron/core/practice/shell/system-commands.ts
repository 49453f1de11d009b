import { type CommandContext, CommandFailure } from './command.ts';
import { splitOperands } from './command-operands.ts';

export const practiceUser = 'guest';
export const practiceHostname = 'practice';

export async function echo(context: CommandContext): Promise<number> {
  const withoutLineEnd = context.operands[0] === '-n';
  const text = context.operands.slice(withoutLineEnd ? 1 : 0).join(' ');
  await context.output.write(withoutLineEnd ? text : `${text}\n`);
  return 0;
}

export async function identity(context: CommandContext): Promise<number> {
  await context.output.write(`uid=1000(${practiceUser}) gid=1000(${practiceUser}) groups=1000(${practiceUser})\n`);
  return 0;
}

export async function systemName(context: CommandContext): Promise<number> {
  const { flags } = splitOperands(context.operands, 'asnrm');
  const parts = { s: 'Practice', n: practiceHostname, r: '1.0', m: 'memory' };
  const shown = Object.entries(parts).filter(([letter]) => flags.has('a') || flags.has(letter));
  await context.output.write(`${shown.map(([, part]) => part).join(' ') || parts.s}\n`);
  return 0;
}

export async function date(context: CommandContext): Promise<number> {
  await context.output.write(`${new Date().toUTCString().replace('GMT', 'UTC')}\n`);
  return 0;
}

export async function uptime(context: CommandContext): Promise<number> {
  const seconds = Math.floor((Date.now() - context.shell.house.startedAtMs) / 1000);
  await context.output.write(`The practice gate has been up for ${seconds} s.\n`);
  return 0;
}

export async function environment(context: CommandContext): Promise<number> {
  const { variables } = context.shell;
  const [name] = context.operands;
  if (context.name === 'printenv' && name !== undefined) {
    const value = variables.get(name);
    if (value === undefined) return 1;
    await context.output.write(`${value}\n`);
    return 0;
  }
  await context.output.write([...variables].map(([key, value]) => `${key}=${value}\n`).join(''));
  return 0;
}

/** Clears the screen and what has scrolled off it (ECMA-48 CUP and ED, xterm's ED 3). */
export async function clear(context: CommandContext): Promise<number> {
  await context.output.write('\u001b[H\u001b[2J\u001b[3J');
  return 0;
}

export async function history(context: CommandContext): Promise<number> {
  const lines = context.shell.history.map((line, index) => `${String(index + 1).padStart(5)}  ${line}\n`);
  await context.output.write(lines.join(''));
  return 0;
}

export async function about(context: CommandContext): Promise<number> {
  if (context.operands.length > 0) throw new CommandFailure('it takes no operands', 2);
  await context.output.write(context.shell.house.about());
  return 0;
}
