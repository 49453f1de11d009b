import { asFailure } from '../../electron/shared/failure.ts';
import { client } from '../app/client.ts';
import { tellFailure } from '../app/toasts.ts';
import { showToast } from '../ui/toast.tsx';

/** Opens a gate and keeps it open by hand. What happens is seen at its glyph; a failure is told. */
export function openGate(profileId: string): void {
  client.call('gates.open', { id: profileId }).catch((thrown) => {
    const { code, message, remedy } = asFailure(thrown);
    if (code === 'one-time-last') askForLast(profileId, message, remedy);
    else tellFailure(thrown);
  });
}

function askForLast(profileId: string, title: string, description: string | undefined): void {
  const useLast = () => client.call('gates.open', { id: profileId, useLast: true }).catch(tellFailure);
  showToast({ title, description, isFailure: true, action: { label: 'Use it', onSelect: () => void useLast() } });
}

/** Cancels an opening by hand. */
export function cancelGate(profileId: string): void {
  client.call('gates.cancel', { id: profileId }).catch(tellFailure);
}

/** Shuts a gate, whoever holds it. Where it stays open a notice says so. */
export function closeGate(profileId: string): void {
  client.call('gates.close', { id: profileId }).catch(tellFailure);
}
