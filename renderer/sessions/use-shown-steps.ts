import { useState } from 'react';
import { parseSequence } from '../../electron/shared/sequence.ts';
import { client } from '../app/client.ts';
import { tellFailure } from '../app/toasts.ts';
import type { ShownSteps } from './timeline-words.ts';

/** The opening of a profile in clear, from the moment a person asks for it until they have it masked again. */
export function useShownSteps(profileId: string): {
  readonly steps: ShownSteps;
  readonly toggle: () => void;
} {
  const [steps, setSteps] = useState<ShownSteps>();
  const toggle = () => {
    if (steps !== undefined) {
      setSteps(undefined);
      return;
    }
    client
      .call('profiles.reveal', { id: profileId })
      .then((revealed) => {
        const open = revealed?.open;
        setSteps(open === undefined ? undefined : parseSequence(open));
      })
      .catch(tellFailure);
  };
  return { steps, toggle };
}
