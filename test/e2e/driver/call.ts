import type { Page } from 'playwright-core';
import type { CallName } from '../../../electron/shared/contract/contract.ts';

/** A call of the contract, as the page itself could make it, also one that was taken over. @throws what it failed with */
export async function call<Value>(page: Page, name: CallName, argument?: unknown): Promise<Value> {
  const reply = await page.evaluate(
    ([called, given]) => {
      const { portcullis } = window as unknown as { portcullis: { call(name: string, argument: unknown): unknown } };
      return portcullis.call(called as string, given);
    },
    [name, argument] as const,
  );
  const { ok, value } = reply as { ok: boolean; value: Value };
  if (!ok) throw new Error(`${name} failed: ${JSON.stringify(reply)}`);
  return value;
}
