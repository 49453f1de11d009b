import { expect, onTestFinished, test } from 'vitest';
import { startWindows } from './windows.ts';

test("the practice run's whole job on Windows' Node", { timeout: 90_000 }, async () => {
  const windows = await startWindows();
  onTestFinished(() => windows.stop());
  const { status, stdout, stderr } = await windows.node('electron/cli/portcullis.mjs', 'practice', '--json');
  const events = [...(stdout + stderr).matchAll(/"event":"(\w+)"/g)].map(([, name]) => name);
  expect(status, stderr + stdout).toBe(0);
  for (const event of ['sent', 'open', 'ready', 'shut']) expect(events).toContain(event);
});
