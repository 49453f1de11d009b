import { loginShell } from '../../../../../electron/core/practice/practice-session.ts';
import type { ShellHouse, ShellState } from '../../../../../electron/core/practice/shell/command.ts';
import { FileTree } from '../../../../../electron/core/practice/shell/file-tree.ts';
import { runLine } from '../../../../../electron/core/practice/shell/run-line.ts';
import { sourceOf } from '../../../../../electron/core/practice/shell/text-stream.ts';
import type { TreeLimits } from '../../../../../electron/core/practice/shell/tree-node.ts';
import { welcomeFiles } from '../../../../../electron/core/practice/shell/welcome-files.ts';

export interface PlayedShell {
  readonly shell: ShellState;
  /** Runs a line and gives back what it wrote, to either stream, and its status. */
  run(line: string, options?: { input?: string; signal?: AbortSignal }): Promise<{ text: string; status: number }>;
  /** What a line writes. */
  says(line: string): Promise<string>;
}

export function playShell(limits?: TreeLimits): PlayedShell {
  const house: ShellHouse = {
    tree: new FileTree(welcomeFiles, limits),
    startedAtMs: Date.now(),
    about: () => 'about the gate\n',
  };
  const shell = loginShell(house, new Map());

  async function run(line: string, options: { input?: string; signal?: AbortSignal } = {}) {
    let text = '';
    const sink = {
      write(more: string) {
        text += more;
        return Promise.resolve();
      },
    };
    const streams = { input: sourceOf(options.input ?? ''), output: sink, errors: sink };
    const status = await runLine(line, streams, shell, options.signal ?? new AbortController().signal);
    return { text, status };
  }

  return { shell, run, says: async (line) => (await run(line)).text };
}
