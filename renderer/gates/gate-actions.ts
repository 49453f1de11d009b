import { asFailure } from '../../electron/shared/failure.ts';
import { client } from '../app/client.ts';
import { tellFailure } from '../app/toasts.ts';
import { failureTitles } from '../text/failure-words.ts';
import { showToast } from '../ui/toast.tsx';

/** Opens a gate and keeps it open by hand. What happens is seen at its glyph; a failure is told. */
export function openGate(profileId: string): void {
  client.call('gates.open', { id: profileId }).catch((thrown) => {
    const { code, remedy } = asFailure(thrown);
    if (code === 'one-time-last') askForLast(profileId, remedy);
    else tellFailure(thrown);
  });
}

function askForLast(profileId: string, description: string | undefined): void {
  const useLast = () => client.call('gates.open', { id: profileId, useLast: true }).catch(tellFailure);
  const title = failureTitles['one-time-last'];
  showToast({ title, description, isLasting: true, action: { label: 'Use it', onSelect: () => void useLast() } });
}

/** Cancels an opening by hand. */
export function cancelGate(profileId: string): void {
  client.call('gates.cancel', { id: profileId }).catch(tellFailure);
}

/** Shuts a gate, whoever holds it. Where it stays open a notice says so. */
export function closeGate(profileId: string): void {
  client.call('gates.close', { id: profileId }).catch(tellFailure);
}
