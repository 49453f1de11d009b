// A part of a run, as the summary tells it.

/** Whether nobody watches: what is missing is then a failure, and no file of the checkout is changed. */
export const inCi = !['', '0', 'false'].includes(process.env.CI ?? '');

/**
 * @typedef {{ name: string, passed: number, failed: number, skipped: number, seconds: number, failures: string[],
 *   notRun?: string }} Part
 * @returns {Part}
 */
export function emptyPart(name) {
  return { name, passed: 0, failed: 0, skipped: 0, seconds: 0, failures: [] };
}

/** A part that failed as a whole. */
export function failedPart(name, failure) {
  return { ...emptyPart(name), failed: 1, failures: [failure] };
}

/** A part that misses something: told to a person, a failure in CI, but not where that found out why it cannot be had. */
export function notRunPart(name, notRun) {
  const isExcused = notRun === process.env.PORTCULLIS_NO_DEBIAN13;
  return { ...emptyPart(name), notRun, ...(inCi && !isExcused && { failed: 1, failures: [notRun] }) };
}
