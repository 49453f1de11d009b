import { create } from 'zustand';
import { client } from '../app/client.ts';
import { useDesk } from '../app/desk-store.ts';
import { orTell } from '../app/toasts.ts';

/** The question of what to do on a system without encryption, while it is asked. */
export const useEncryptionQuestion = create<{ readonly answer: ((isChosen: boolean) => void) | undefined }>()(() => ({
  answer: undefined,
}));

/**
 * Before anything is kept: asks the person once, where the system cannot encrypt and nothing was chosen.
 * @returns false when the person put the question off; nothing is to be kept then
 */
export function mayKeep(): Promise<boolean> {
  const { encryption } = useDesk.getState();
  if (encryption.kind === 'system' || encryption.choice !== 'undecided') return Promise.resolve(true);
  useEncryptionQuestion.getState().answer?.(false);
  return new Promise((resolve) => {
    useEncryptionQuestion.setState({
      answer: (isChosen) => {
        useEncryptionQuestion.setState({ answer: undefined });
        resolve(isChosen);
      },
    });
  });
}

/** Tells the app what was chosen. @returns whether it took it; a failure is told */
export function chooseEncryption(choice: 'keep' | 'memory'): Promise<boolean> {
  return orTell(client.call('encryption.choose', { choice }).then((encryption) => useDesk.setState({ encryption })));
}
