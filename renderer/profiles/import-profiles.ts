import { client } from '../app/client.ts';
import { openSheet } from '../app/sheet-store.ts';
import { tellFailure } from '../app/toasts.ts';

/** Has the person choose profile files, and shows what is in them before anything is kept. */
export async function chooseImport(): Promise<void> {
  try {
    const preview = await client.call('profiles.chooseImport');
    if (preview !== undefined) openSheet({ kind: 'import', preview });
  } catch (thrown) {
    tellFailure(thrown);
  }
}
