import { createContext, useContext, useMemo, useState } from 'react';
import { asFailure, type Failure } from '../../../electron/shared/failure.ts';
import type { ProfileView } from '../../../electron/shared/views/profile-view.ts';
import { client } from '../../app/client.ts';
import { useDesk } from '../../app/desk-store.ts';
import { mayKeep } from '../../settings/encryption-question.ts';
import { useAfterPress } from '../../ui/use-after-press.ts';
import { draftOf, sameDraft } from '../draft-of.ts';
import { type LostSecrets, lostSecrets } from '../lost-secrets.ts';
import { emptyForm, formOf, type ProfileForm, type SequencesForm, sequencesFormOf } from '../profile-form.ts';
import { formProblems } from './editor-state.ts';
import { createSecretFields, type SecretFields } from './secret-fields.ts';

export interface Editor {
  readonly form: ProfileForm;
  /** The kept profile; undefined while it is a new one. */
  readonly profile: ProfileView | undefined;
  /** Where login secrets are typed; they are never part of the form. */
  readonly secrets: SecretFields;
  /** Kept login secrets that saving removes. */
  readonly lost: LostSecrets;
  readonly failure: Failure | undefined;
  readonly isSaving: boolean;
  /** Every field shows what is wrong, because saving was tried. */
  readonly hasTried: boolean;
  change(part: Partial<ProfileForm>): void;
  /** The person has left a field: from now on it says what is wrong. */
  leave(path: string): void;
  /** What is wrong with a field that was left. */
  problem(path: string): string | undefined;
  /** The sequences are not to be seen, whether they were typed here or are kept. */
  readonly isMasked: boolean;
  /** Shows the sequences, so that they can be read and changed. */
  reveal(): Promise<void>;
  /** Changes the sequences. Kept ones are fetched for it, since they change as a whole. @returns whether that went well */
  changeSequences(part: Partial<SequencesForm>, more?: Partial<ProfileForm>): Promise<boolean>;
  /** Masks them again. Kept ones that were not changed are forgotten here. */
  mask(): void;
  forgetSecrets(): Promise<void>;
  isDirty(): boolean;
  /** @returns the id of the saved profile; undefined where something is wrong, which is then shown */
  save(): Promise<string | undefined>;
}

/** The state of one editor, from opening to closing. */
export function useNewEditor(profile: ProfileView | undefined): Editor {
  const [form, setForm] = useState(() => (profile === undefined ? emptyForm : formOf(profile)));
  const [baseline, setBaseline] = useState(form);
  const [isMasked, setIsMasked] = useState(form.sequences === undefined);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [hasTried, setHasTried] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const [isSaving, setIsSaving] = useState(false);
  const [secrets] = useState(createSecretFields);
  const afterPress = useAfterPress();
  const problems = useMemo(() => formProblems(form), [form]);
  const userName = useDesk(({ app }) => app.userName);

  /** Runs a call; its failure is shown in the editor. */
  const trying = async <Value>(work: () => Promise<Value>): Promise<Value | undefined> => {
    setFailure(undefined);
    try {
      return await work();
    } catch (thrown) {
      setFailure(asFailure(thrown));
      return undefined;
    }
  };
  const change = (part: Partial<ProfileForm>) => setForm((before) => ({ ...before, ...part }));
  /** Takes kept sequences into the form, or out of it, as they are kept. */
  const hold = (sequences: SequencesForm | undefined) => {
    change({ sequences });
    setBaseline((before) => ({ ...before, sequences }));
  };

  /** The sequences, fetched where they are kept and not here yet; undefined where that failed. */
  const shown = async (): Promise<SequencesForm | undefined> => {
    const { id, sequences } = form;
    if (sequences !== undefined || id === undefined) return sequences;
    const revealed = await trying(() => client.call('profiles.reveal', { id }));
    if (revealed === undefined) return undefined;
    const fetched = sequencesFormOf(revealed);
    hold(fetched);
    return fetched;
  };

  const keep = async () => {
    const { id } = await client.call('profiles.save', draftOf(form));
    // What follows may fail; a second try then changes this profile, and makes no other.
    change({ id });
    await secrets.keepAll(id, form.ways);
    return id;
  };

  return {
    form,
    profile,
    secrets,
    lost: lostSecrets(form, profile, userName),
    failure,
    isSaving,
    hasTried,
    change,
    leave: (path) => afterPress(() => setLeft((before) => (before.has(path) ? before : new Set([...before, path])))),
    problem: (path) => (hasTried || left.has(path) ? problems[path] : undefined),
    isMasked,
    reveal: async () => {
      if ((await shown()) !== undefined) setIsMasked(false);
    },
    changeSequences: async (part, more = {}) => {
      const sequences = await shown();
      if (sequences === undefined) return false;
      change({ sequences: { ...sequences, ...part }, ...more });
      return true;
    },
    mask: () => {
      if (form.id !== undefined && form.sequences === baseline.sequences) hold(undefined);
      setIsMasked(true);
    },
    forgetSecrets: async () => {
      if (profile !== undefined) await trying(() => client.call('profiles.forgetSecrets', { id: profile.id }));
    },
    isDirty: () => !sameDraft(form, baseline) || secrets.hasTyped(),
    save: async () => {
      setHasTried(true);
      if (Object.keys(problems).some((path) => path.startsWith('knock.sequences'))) setIsMasked(false);
      if (isSaving || Object.keys(problems).length > 0 || !(await mayKeep())) return undefined;
      setIsSaving(true);
      const id = await trying(keep);
      setIsSaving(false);
      return id;
    },
  };
}

const EditorContext = createContext<Editor | undefined>(undefined);
export const EditorProvider = EditorContext.Provider;

/** The editor around a field. */
export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (editor === undefined) throw new Error('There is no editor around this field.');
  return editor;
}
