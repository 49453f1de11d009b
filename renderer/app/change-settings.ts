import type { Settings } from '../../electron/shared/views/settings.ts';
import { client } from './client.ts';
import { useDesk } from './desk-store.ts';
import { tellFailure } from './toasts.ts';

/** Changes settings at once; where the app cannot keep them, they go back and the person is told. */
export async function changeSettings(part: Partial<Settings>): Promise<void> {
  const before = useDesk.getState().settings;
  useDesk.setState({ settings: { ...before, ...part } });
  try {
    await client.call('settings.change', part);
  } catch (thrown) {
    const taken = Object.fromEntries(Object.keys(part).map((name) => [name, before[name as keyof Settings]]));
    useDesk.setState(({ settings }) => ({ settings: { ...settings, ...taken } }));
    tellFailure(thrown);
  }
}
