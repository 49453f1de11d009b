import { asFailure } from '../../electron/shared/failure.ts';
import { showToast } from '../ui/toast.tsx';

/** Shows a failure that has no better place: its message and what to do about it. */
export function tellFailure(thrown: unknown): void {
  const { message, remedy } = asFailure(thrown);
  showToast({ title: message, isFailure: true, ...(remedy === undefined ? {} : { description: remedy }) });
}

/** Waits for what a button started; a failure is told in a toast. @returns whether it went well */
export async function orTell(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (thrown) {
    tellFailure(thrown);
    return false;
  }
}
