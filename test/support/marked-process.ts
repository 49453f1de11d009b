import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { ProcessMark } from '../../electron/core/gate/journal/process-mark.ts';

const source = fileURLToPath(new URL('../../electron/core/gate/journal/process-mark.ts', import.meta.url));
const program = `
  const { thisProcess } = await import(process.argv[1]);
  process.stdout.write(JSON.stringify(thisProcess()));
  setInterval(() => undefined, 1000);
`;

export interface MarkedProcess {
  readonly mark: ProcessMark;
  /** Ends it, so that it neither runs nor is a zombie. */
  kill(): Promise<void>;
}

/** Another process that does nothing but what it is told `first`, and how it would sign the journal. */
export async function startMarkedProcess(first = ''): Promise<MarkedProcess> {
  const child: ChildProcess = spawn(process.execPath, ['--input-type=module', '-e', first + program, source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  onTestFinished(kill);
  const [text] = (await once(child.stdout ?? child, 'data')) as [Buffer];
  return { mark: JSON.parse(text.toString('utf8')) as ProcessMark, kill };
}

/** The mark of a process that has run and is gone. */
export async function deadProcess(): Promise<ProcessMark> {
  const { mark, kill } = await startMarkedProcess();
  await kill();
  return mark;
}
