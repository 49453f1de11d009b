import { asFailure } from '../../electron/shared/failure.ts';
import { type OneTimeList, readOneTimeList } from '../../electron/shared/one-time-list.ts';
import type { ProfileDraft } from '../../electron/shared/profile-draft.ts';
import type { ProfileForm, SequencesForm, WayForm } from './profile-form.ts';
import { sequenceText } from './step-form.ts';

/** What the editor hands over. It may be wrong: `draftProblems` says how. */
export function draftOf(form: ProfileForm): ProfileDraft {
  const { terminalType, colours } = form;
  const terminal = { ...said('type', terminalType.trim()), ...(colours === '' ? {} : { colours }) };
  return {
    ...said('id', form.id ?? ''),
    isFavourite: form.isFavourite,
    name: form.name.trim(),
    host: form.host.trim(),
    ...number('port', form.port),
    ...said('user', form.user.trim()),
    ...said('via', form.via),
    ...said('group', form.group.trim()),
    ...(form.ways.length === 0 ? {} : { auth: form.ways.map(wayOf) }),
    ...(Object.keys(terminal).length === 0 ? {} : { terminal }),
    knock: {
      ...sequencesOf(form),
      ...(form.sequences?.isList === false ? {} : number('oneTimeNext', form.oneTimeNext)),
      ...number('delayMs', form.delayMs),
      ...(form.family === 'auto' ? {} : { family: form.family }),
      ...(form.gate === 'knockd' ? {} : { gate: form.gate }),
      ...number('seqTimeoutS', form.seqTimeoutS),
      ...number('opensForS', form.opensForS),
      ...number('deadlineS', form.deadlineS),
      ...(form.recovers ? {} : { recovers: false }),
      ...(form.shared ? { shared: true } : {}),
      ...(form.dials === 'usual' ? {} : { dials: form.dials }),
      ...(form.shutWhen === 'last-session' ? {} : { shutWhen: form.shutWhen }),
      // What is typed into a field that is not shown must not stand in the way.
      ...(form.shutWhen === 'delayed' ? number('shutDelayS', form.shutDelayS) : {}),
    },
  };
}

/** Whether two forms would hand over the same. */
export function sameDraft(one: ProfileForm, other: ProfileForm): boolean {
  return JSON.stringify(draftOf(one)) === JSON.stringify(draftOf(other));
}

/** A kept profile whose sequences were not touched, or could not be read and were not typed, keeps what it has. */
function sequencesOf({ id, sequences }: ProfileForm): { sequences?: ReturnType<typeof sequencesDraft> } {
  if (sequences === undefined) return {};
  const isEmpty = sequences.open.length === 0 && sequences.list.trim() === '' && sequences.close.length === 0;
  return id !== undefined && isEmpty ? {} : { sequences: sequencesDraft(sequences) };
}

function sequencesDraft({ open, isList, list, close, udpPayloadHex }: SequencesForm) {
  return {
    ...(isList ? { oneTime: [...typedList(list).sequences] } : { open: sequenceText(open) }),
    ...(close.length === 0 ? {} : { close: sequenceText(close) }),
    ...said('udpPayloadHex', udpPayloadHex.replaceAll(/[\s:]/g, '')),
  };
}

/** A list as it was typed: nothing of it, and why, where it cannot be read. */
export function typedList(
  text: string,
): Pick<OneTimeList, 'sequences' | 'used' | 'warnings'> & { readonly why?: string } {
  try {
    return readOneTimeList(text);
  } catch (thrown) {
    return { sequences: [], used: 0, warnings: [], why: asFailure(thrown).message };
  }
}

function wayOf({ kind, text }: WayForm) {
  const typed = text.trim();
  if (kind === 'key') return { kind, path: typed };
  return kind === 'agent' && typed !== '' ? { kind, socket: typed } : { kind };
}

function said<Name extends string>(name: Name, text: string): { [Key in Name]?: string } {
  return (text === '' ? {} : { [name]: text }) as { [Key in Name]?: string };
}

/** Stands for what is no number: every whole number's schema complains of it in its own words. */
const notWhole = 0.5;

/** Only digits: `Number` would take ' 1e3 ' and '0x16' for numbers. */
function number<Name extends string>(name: Name, text: string): { [Key in Name]?: number } {
  const typed = text.trim();
  const value = /^\d+$/.test(typed) ? Number(typed) : notWhole;
  return (typed === '' ? {} : { [name]: value }) as { [Key in Name]?: number };
}
