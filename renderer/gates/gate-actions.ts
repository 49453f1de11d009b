import { client } from '../app/client.ts';
import { tellFailure } from '../app/toasts.ts';

/** Opens a gate and keeps it open by hand. What happens is seen at its glyph; a failure is told. */
export function openGate(profileId: string): void {
  client.call('gates.open', { id: profileId }).catch(tellFailure);
}

/** Cancels an opening by hand. */
export function cancelGate(profileId: string): void {
  client.call('gates.cancel', { id: profileId }).catch(tellFailure);
}

/** Shuts a gate, whoever holds it. Where it stays open a notice says so. */
export function closeGate(profileId: string): void {
  client.call('gates.close', { id: profileId }).catch(tellFailure);
}
