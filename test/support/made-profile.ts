import type { ProfileDraft } from '../../electron/shared/profile-draft.ts';
import { formatSequence } from '../../electron/shared/sequence.ts';
import { drawSteps } from './made-gate.ts';

/** A draft of a new profile with sequences of its own, which are noted as secrets. */
export function makeDraft({ knock, ...more }: Partial<ProfileDraft> = {}): ProfileDraft {
  const sequences = { open: formatSequence(drawSteps()), close: formatSequence(drawSteps()) };
  return { name: 'web', host: 'gate.example', isFavourite: false, ...more, knock: { sequences, ...knock } };
}
