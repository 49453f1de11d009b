import { client } from '../../app/client.ts';
import type { WayForm } from '../profile-form.ts';

/** The elements into which login secrets are typed. The text is in them and nowhere else, and goes when it is kept. */
export interface SecretFields {
  /** For `ref`: takes and lets go of the field of the password, or of the passphrase of a key's way. */
  field(name: 'password' | `passphrase ${number}`): (element: HTMLInputElement | null) => void;
  hasTyped(): boolean;
  /** Keeps what was typed. @throws Failure `secrets-unusable`; what was not kept stays typed */
  keepAll(id: string, ways: readonly WayForm[]): Promise<void>;
}

/** Fields that nothing has been typed into yet. */
export function createSecretFields(): SecretFields {
  const elements = new Map<string, HTMLInputElement>();
  const keep = async (name: string, send: (secret: string) => Promise<void>) => {
    const element = elements.get(name);
    if (element === undefined || element.value === '') return;
    await send(element.value);
    element.value = '';
  };
  return {
    field: (name) => (element) => {
      if (element === null) elements.delete(name);
      else elements.set(name, element);
    },
    hasTyped: () => [...elements.values()].some(({ value }) => value !== ''),
    keepAll: async (id, ways) => {
      await keep('password', (secret) => client.call('profiles.keepSecret', { kind: 'password', id, secret }));
      for (const { key, text } of ways.filter(({ kind }) => kind === 'key')) {
        const path = text.trim();
        const send = (secret: string) => client.call('profiles.keepSecret', { kind: 'passphrase', id, path, secret });
        await keep(`passphrase ${key}`, send);
      }
    },
  };
}
