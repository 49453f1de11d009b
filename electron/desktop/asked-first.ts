import { shell } from 'electron';
import type { Gatehouse } from '../core/gatehouse/gatehouse.ts';
import type { ProfileLibrary } from '../core/profiles/profile-library.ts';
import { isSameHost } from '../shared/account.ts';
import type { Handlers } from '../shared/contract/contract.ts';
import { Failure } from '../shared/failure.ts';
import type { ProfileDraft } from '../shared/profile-draft.ts';
import type { ProfileView } from '../shared/views/profile-view.ts';
import type { PersonDialogs } from './person-dialogs.ts';

export interface AskedFirstOptions {
  readonly profiles: Pick<ProfileLibrary, 'list' | 'reveal' | 'save' | 'keepsSecretFor'>;
  readonly gatehouse: Pick<Gatehouse, 'prompts' | 'answerPrompt'>;
  readonly dialogs: PersonDialogs;
}

/** The calls that the person is asked about by the main process itself, since a page may have been taken over. */
export function askedFirst({
  profiles,
  gatehouse,
  dialogs,
}: AskedFirstOptions): Pick<Handlers, 'profiles.reveal' | 'profiles.save' | 'prompts.answer' | 'links.open'> {
  const nameOf = (id: string | undefined) => profiles.list().find((profile) => profile.id === id)?.name;
  const placeOf = ({ host, via }: Pick<ProfileDraft, 'host' | 'via'>) =>
    via === undefined ? host : `${host}, by way of “${nameOf(via) ?? 'a profile that is gone'}”`;

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

    'profiles.save': async (draft) => {
      const before = profiles.list().find((profile) => profile.id === draft.id);
      const isAgreed =
        before === undefined ||
        !knocksElsewhere(before, draft, profiles.list()) ||
        (await dialogs.alone(({ confirm }) =>
          confirm({
            message: `Knock “${before.name}” at ${draft.host} from now on?`,
            detail: `Until now: ${placeOf(before)}.\nFrom now on: ${placeOf(draft)}.\n\nWhoever runs that place learns its sequences.`,
            goOn: 'Save',
          }),
        ));
      if (!isAgreed) throw new Failure('usage', 'The profile stays as it was.');
      return await profiles.save(draft);
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

/** Whether sequences that the page does not know would go to another place, the profile's own or those that go by way of it. */
function knocksElsewhere(before: ProfileView, draft: ProfileDraft, all: readonly ProfileView[]): boolean {
  const isMoved = !isSameHost(before.host, draft.host) || before.via !== draft.via;
  return isMoved && (draft.knock.sequences === undefined || all.some(({ via }) => via === before.id));
}
