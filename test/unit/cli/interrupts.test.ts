import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Interrupts, listenForInterrupts } from '../../../electron/cli/interrupts.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
let before: readonly NodeJS.SignalsListener[][];
let interrupts: Interrupts;

beforeEach(() => {
  before = signals.map((signal) => process.listeners(signal) as NodeJS.SignalsListener[]);
  interrupts = listenForInterrupts();
});
afterEach(() => {
  for (const [index, signal] of signals.entries()) {
    for (const listener of process.listeners(signal) as NodeJS.SignalsListener[]) {
      if (!before[index]?.includes(listener)) process.off(signal, listener);
    }
  }
});

/** Raises a signal for the listeners that came with the test. */
function raise(signal: (typeof signals)[number]): void {
  const known = before[signals.indexOf(signal)] ?? [];
  for (const listener of process.listeners(signal) as NodeJS.SignalsListener[]) {
    if (!known.includes(listener)) listener(signal);
  }
}

describe('signals', () => {
  it('are none at first', () => {
    expect(interrupts.exitStatus()).toBeUndefined();
    expect([interrupts.cancel.aborted, interrupts.leave.aborted]).toEqual([false, false]);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s cancels, and Ctrl-C after that leaves; the first names the exit status', (signal, status) => {
    raise(signal);
    expect([interrupts.cancel.aborted, interrupts.leave.aborted]).toEqual([true, false]);
    expect(interrupts.exitStatus()).toBe(status);
    raise('SIGINT');
    expect(interrupts.leave.aborted).toBe(true);
    expect(interrupts.exitStatus()).toBe(status);
  });

  it('of a closed terminal or a service come more than once, and leave no gate', () => {
    for (const signal of ['SIGHUP', 'SIGHUP', 'SIGTERM', 'SIGTERM'] as const) raise(signal);
    expect([interrupts.cancel.aborted, interrupts.leave.aborted]).toEqual([true, false]);
    expect(interrupts.exitStatus()).toBe(129);
  });

  it('may be something else that ends the work, with a status of its own', () => {
    interrupts.end(141);
    interrupts.end(255);
    expect([interrupts.cancel.aborted, interrupts.leave.aborted]).toEqual([true, false]);
    expect(interrupts.exitStatus()).toBe(141);
  });

  it('may come from a person at a prompt', () => {
    interrupts.interrupt();
    expect(interrupts.cancel.aborted).toBe(true);
    expect(interrupts.exitStatus()).toBe(130);
  });
});
