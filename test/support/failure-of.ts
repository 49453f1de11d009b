import { expect } from 'vitest';
import { Failure } from '../../electron/shared/failure.ts';

/** The Failure that work ends with; anything else, also no failure at all, fails the test. */
export async function failureOf(work: Promise<unknown> | (() => unknown)): Promise<Failure> {
  try {
    const result = await (typeof work === 'function' ? work() : work);
    expect.fail(`no failure, but ${JSON.stringify(result)}`);
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(Failure);
    return thrown as Failure;
  }
}
