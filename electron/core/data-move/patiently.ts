const stepMs = 20;

/**
 * Tries again for a while what Windows refuses while somebody else, perhaps a virus scanner, has a file open. Nothing else
 * goes on meanwhile: this is for a start, before there is anything else.
 * @throws what the last try threw
 */
export function patiently<Result>(work: () => Result, forMs: number): Result {
  const until = performance.now() + forMs;
  while (true) {
    try {
      return work();
    } catch (thrown) {
      const { code = '' } = thrown as NodeJS.ErrnoException;
      if (!['EPERM', 'EBUSY', 'EACCES'].includes(code) || performance.now() > until) throw thrown;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, stepMs);
    }
  }
}
