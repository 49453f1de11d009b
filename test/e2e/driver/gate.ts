import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PracticeGate, startPracticeGate } from '../../../electron/core/practice/practice-gate.ts';
import { mustNotLeak } from '../../support/leftovers.ts';

/** A gate of the test's own: a practice gate on loopback that the app knows nothing of. */
export interface OwnGate extends PracticeGate {
  /** Settles when it is open, or shut, as the gate itself sees it. */
  is(state: 'open' | 'shut'): Promise<void>;
}

/** Starts a gate. Its secrets must be in nothing that the app leaves behind. */
export async function startGate(): Promise<OwnGate> {
  const folder = mkdtempSync(join(tmpdir(), 'gate-'));
  const gate = await startPracticeGate({ folder });
  mustNotLeak({ text: gate.password });
  for (const steps of [gate.opening, gate.closing]) mustNotLeak({ ports: steps.map(({ port }) => port) });
  const is = (state: 'open' | 'shut') =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (gate.isOpen() !== (state === 'open')) return;
        stopLooking();
        resolve();
      };
      const stopLooking = gate.onDidChange(look);
      look();
    });
  const stop = async () => {
    await gate.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...gate, is, stop };
}
