import { describe, expect, it } from 'vitest';
import { endEverything } from '../../../../electron/core/gatehouse/end-everything.ts';

const never = new Promise<void>(() => undefined);

describe('the end of everything', () => {
  it('is there when all endings are, also those that fail', async () => {
    const leave = new AbortController();
    await endEverything([Promise.resolve(), Promise.reject(new Error('no'))], leave, 60_000);
    expect(leave.signal.aborted).toBe(false);
  });

  it('waits no longer than it may, for nothing', async () => {
    const leave = new AbortController();
    await endEverything([never], leave, 20);
    expect(leave.signal.aborted).toBe(true);
  });
});
