import { shell } from 'electron';
import type { Gatehouse } from '../core/gatehouse/gatehouse.ts';
import type { ProfileLibrary } from '../core/profiles/profile-library.ts';
import type { Handlers } from '../shared/contract/contract.ts';
import type { PersonDialogs } from './person-dialogs.ts';

export interface AskedFirstOptions {
  readonly profiles: Pick<ProfileLibrary, 'list' | 'reveal' | 'keepsSecretFor'>;
  readonly gatehouse: Pick<Gatehouse, 'prompts' | 'answerPrompt'>;
  readonly dialogs: PersonDialogs;
}

/** The calls that the person is asked about by the main process itself, since a page may have been taken over. */
export function askedFirst({
  profiles,
  gatehouse,
  dialogs,
}: AskedFirstOptions): Pick<Handlers, 'profiles.reveal' | 'prompts.answer' | 'links.open'> {
  const nameOf = (id: string) => profiles.list().find((profile) => profile.id === id)?.name;

  return {
    'profiles.reveal': async ({ id }) => {
      const name = nameOf(id);
      const isAgreed =
        name === undefined ||
        (await dialogs.alone(({ confirm }) =>
          confirm({
            message: `Show the sequences of “${name}”?`,
            detail: 'Whoever sees them can open its gate.',
            goOn: 'Show',
          }),
        ));
      return isAgreed ? await profiles.reveal(id) : undefined;
    },

    'prompts.answer': async ({ id, answer, remember }) => {
      const prompt = gatehouse.prompts().find((one) => one.id === id);
      if (prompt?.question.kind !== 'host-key' || answer !== true) return gatehouse.answerPrompt(id, answer, remember);
      const { question } = prompt;
      // An accepted key is known to every profile of that place, whichever session asked for it.
      const isAgreed =
        !profiles.keepsSecretFor(question.host, question.port) ||
        (await dialogs.alone(({ confirm }) =>
          confirm({
            message: `Is this the key of ${question.host}, port ${question.port}?`,
            detail: `${question.keyKind} ${question.fingerprint}\nat ${question.address}\n\nA secret that you keep goes there.`,
            goOn: 'Accept',
            giveUp: 'Refuse',
          }),
        ));
      gatehouse.answerPrompt(id, isAgreed, false);
    },

    'links.open': async ({ url }) => {
      const { href, host } = new URL(url);
      const isAgreed = await dialogs.alone(({ confirm }) =>
        confirm({ message: `Open this address of ${host} in your browser?`, detail: href, goOn: 'Open' }),
      );
      if (isAgreed) await shell.openExternal(href);
    },
  };
}
