import { shell } from 'electron';
import type { Gatehouse } from '../core/gatehouse/gatehouse.ts';
import type { ProfileLibrary } from '../core/profiles/profile-library.ts';
import type { Handlers } from '../shared/contract/contract.ts';
import type { HostKeyQuestion } from '../shared/question.ts';
import type { ProfileView } from '../shared/views/profile-view.ts';
import type { PersonDialogs } from './person-dialogs.ts';

export interface AskedFirstOptions {
  readonly profiles: Pick<ProfileLibrary, 'list' | 'reveal'>;
  readonly gatehouse: Pick<Gatehouse, 'prompts' | 'sessions' | 'answerPrompt'>;
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
      const { question, sessionId } = prompt;
      const session = gatehouse.sessions().find((one) => one.id === sessionId);
      const isSafe = !hasKeptSecret(profiles.list(), session?.profileId, question);
      const isAgreed =
        isSafe ||
        (await dialogs.alone(({ confirm }) =>
          confirm({
            message: `Is this the key of ${question.host}, port ${question.port}?`,
            detail: `${question.keyKind} ${question.fingerprint}\nat ${question.address}\n\nA kept secret goes there at once.`,
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

/** Whether a session's profile, or one on its way, keeps a secret for the place that a host key is asked of. */
function hasKeptSecret(
  profiles: readonly ProfileView[],
  profileId: string | undefined,
  { host, port }: HostKeyQuestion,
): boolean {
  const seen = new Set<string>();
  let next = profiles.find(({ id }) => id === profileId);
  while (next !== undefined && !seen.has(next.id)) {
    seen.add(next.id);
    if (next.host === host && next.port === port) return next.hasPassword || next.passphrasesKept.length > 0;
    const { via } = next;
    next = profiles.find(({ id }) => id === via);
  }
  return false;
}
