import type { Command, CommandContext, CommandEntry } from './command.ts';
import {
  changeDirectory,
  copy,
  makeDirectory,
  move,
  printDirectory,
  remove,
  removeDirectory,
  touch,
} from './file-commands.ts';
import { exit, sequenceOfNumbers, sleep, yes } from './flow-commands.ts';
import { list } from './list-command.ts';
import {
  about,
  clear,
  date,
  echo,
  environment,
  history,
  identity,
  practiceHostname,
  practiceUser,
  systemName,
  uptime,
} from './system-commands.ts';
import { cat, grep, head, tail, wc } from './text-commands.ts';

const entries: readonly CommandEntry[] = [
  entry('help', 'this list', help),
  entry('gate', 'what stands between you and this shell', about),
  entry('about', 'the same', about),
  entry('ls [-l] [-a] [NAME]', 'what is in a folder', list),
  entry('cd [FOLDER]', 'go to a folder', changeDirectory),
  entry('pwd', 'where you are', printDirectory),
  entry('cat [FILE]', 'show a file', cat),
  entry('head [-n N] [FILE]', 'its first lines', head),
  entry('tail [-n N] [FILE]', 'its last lines', tail),
  entry('grep [-i] [-v] [-c] TEXT [FILE]', 'the lines that have a text', grep),
  entry('wc [-l] [-w] [-c] [FILE]', 'count lines, words, bytes', wc),
  entry('echo [-n] [TEXT]', 'write a text', echo),
  entry('mkdir [-p] FOLDER', 'make a folder', makeDirectory),
  entry('rmdir FOLDER', 'remove an empty folder', removeDirectory),
  entry('rm [-r] [-f] NAME', 'remove files', remove),
  entry('touch FILE', 'make an empty file', touch),
  entry('cp [-r] FROM TO', 'copy', copy),
  entry('mv FROM TO', 'move or rename', move),
  entry('whoami', 'your name here', says(practiceUser)),
  entry('id', 'your numbers here', identity),
  entry('hostname', 'the name of this place', says(practiceHostname)),
  entry('uname [-a]', 'the system that is played', systemName),
  entry('date', 'the time, in UTC', date),
  entry('uptime', 'how long the gate has been up', uptime),
  entry('env', 'the variables', environment),
  entry('printenv [NAME]', 'one variable', environment),
  entry('history', 'what you typed', history),
  entry('clear', 'empty the screen', clear),
  entry('sleep SECONDS', 'wait', sleep),
  entry('seq [FIRST [STEP]] LAST', 'count', sequenceOfNumbers),
  entry('yes [TEXT]', 'one line without end, until Ctrl-C', yes),
  entry('true', 'succeed', () => 0),
  entry('false', 'fail', () => 1),
  entry('exit [STATUS]', 'leave', exit),
  entry('logout', 'leave', exit),
];

/** Every command of the practice shell by its name. */
export const commands: ReadonlyMap<string, CommandEntry> = new Map(
  entries.map((command) => [command.usage.split(' ')[0] ?? '', command]),
);

function entry(usage: string, purpose: string, run: Command): CommandEntry {
  return { usage, purpose, run };
}

function says(text: string): Command {
  return async (context) => {
    await context.output.write(`${text}\n`);
    return 0;
  };
}

async function help(context: CommandContext): Promise<number> {
  const lines = entries.map(({ usage, purpose }) => `  ${usage.padEnd(32)} ${purpose}\n`);
  await context.output.write(
    `Commands of the practice shell:\n\n${lines.join('')}\nJoin them with ; && || and |, write to a file with > or >>.\n`,
  );
  return 0;
}
