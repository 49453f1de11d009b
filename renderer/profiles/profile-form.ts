import { defaultShutDelayS, type ShutChoice } from '../../electron/shared/closing-policy.ts';
import { defaultDeadlineS, defaultDelayMs, defaultSeqTimeoutS } from '../../electron/shared/gate-plan.ts';
import type { Authentication, DialsChoice, FamilyChoice, GateKind } from '../../electron/shared/profile.ts';
import type { Protocol } from '../../electron/shared/sequence.ts';
import type { ProfileView, RevealedSequences } from '../../electron/shared/views/profile-view.ts';
import { stepFormsOf } from './step-form.ts';

/** A step while it is being typed. `key` stays with it when it moves. */
export interface StepForm {
  readonly key: number;
  readonly port: string;
  readonly protocol: Protocol;
  /** Milliseconds; empty: the profile's pause. */
  readonly pause: string;
}

export interface SequencesForm {
  readonly open: readonly StepForm[];
  /** The opening is `list`, and not `open`. */
  readonly isList: boolean;
  /** One-time sequences as typed or pasted, a line each. */
  readonly list: string;
  readonly close: readonly StepForm[];
  readonly udpPayloadHex: string;
}

/** A way to log in while it is being edited; `text` is a key's path or an agent's socket. */
export interface WayForm {
  readonly key: number;
  readonly kind: Authentication['kind'];
  readonly text: string;
}

/** A profile while it is being edited: texts as typed, empty where nothing was said. Login secrets are never part of it. */
export interface ProfileForm {
  readonly id: string | undefined;
  readonly isFavourite: boolean;
  readonly name: string;
  readonly host: string;
  readonly port: string;
  readonly user: string;
  /** The id of the profile by way of which it is reached; empty: directly. */
  readonly via: string;
  readonly group: string;
  /** undefined: kept, and not shown yet. */
  readonly sequences: SequencesForm | undefined;
  /** Which one-time sequence comes next; empty: as it stands. */
  readonly oneTimeNext: string;
  /** Empty: learned. */
  readonly delayMs: string;
  readonly family: FamilyChoice;
  readonly gate: GateKind;
  readonly seqTimeoutS: string;
  readonly opensForS: string;
  readonly deadlineS: string;
  readonly recovers: boolean;
  readonly shared: boolean;
  readonly dials: DialsChoice;
  readonly shutWhen: ShutChoice;
  readonly shutDelayS: string;
  /** Empty: agent, the usual keys, then asking. */
  readonly ways: readonly WayForm[];
  readonly terminalType: string;
  readonly colours: '' | 'light' | 'dark';
}

export const noSequences: SequencesForm = { open: [], isList: false, list: '', close: [], udpPayloadHex: '' };

/** What a daemon and knock take where nothing is said; a field that says the same says nothing. */
export const usual = {
  port: 22,
  delayMs: defaultDelayMs,
  seqTimeoutS: defaultSeqTimeoutS,
  deadlineS: defaultDeadlineS,
  shutDelayS: defaultShutDelayS,
} as const;

/** The form of a new profile. */
export const emptyForm: ProfileForm = {
  id: undefined,
  isFavourite: false,
  name: '',
  host: '',
  port: '',
  user: '',
  via: '',
  group: '',
  sequences: noSequences,
  oneTimeNext: '',
  delayMs: '',
  family: 'auto',
  gate: 'knockd',
  seqTimeoutS: '',
  opensForS: '',
  deadlineS: '',
  recovers: true,
  shared: false,
  dials: 'usual',
  shutWhen: 'last-session',
  shutDelayS: '',
  ways: [],
  terminalType: '',
  colours: '',
};

/** The form of a kept profile. Its sequences are not shown, or, where they cannot be read, to be typed anew. */
export function formOf(profile: ProfileView): ProfileForm {
  const unless = (number: number, same: number) => (number === same ? '' : String(number));
  return {
    id: profile.id,
    isFavourite: profile.isFavourite,
    name: profile.name,
    host: profile.host,
    port: unless(profile.port, usual.port),
    user: profile.user ?? '',
    via: profile.via ?? '',
    group: profile.group ?? '',
    sequences: profile.unreadable.includes('sequences')
      ? { ...noSequences, isList: profile.oneTime !== undefined }
      : undefined,
    oneTimeNext: '',
    delayMs: profile.learnsPace ? '' : String(profile.delayMs),
    family: profile.family,
    gate: profile.gate,
    seqTimeoutS: unless(profile.seqTimeoutS, usual.seqTimeoutS),
    opensForS: profile.opensForS === undefined ? '' : String(profile.opensForS),
    deadlineS: unless(profile.deadlineS, usual.deadlineS),
    recovers: profile.recovers,
    shared: profile.shared,
    dials: profile.dials,
    shutWhen: profile.shutWhen,
    shutDelayS: unless(profile.shutDelayS, usual.shutDelayS),
    ways: (profile.auth ?? []).map((way, key) => ({ key, kind: way.kind, text: textOf(way) })),
    terminalType: profile.terminal?.type ?? '',
    colours: profile.terminal?.colours ?? '',
  };
}

function textOf(way: Authentication): string {
  return way.kind === 'key' ? way.path : way.kind === 'agent' ? (way.socket ?? '') : '';
}

/** Sequences in clear as a form. */
export function sequencesFormOf({ open, oneTime, close, udpPayloadHex }: RevealedSequences): SequencesForm {
  return {
    open: open === undefined ? [] : stepFormsOf(open),
    isList: oneTime !== undefined,
    list: oneTime?.join('\n') ?? '',
    close: close === undefined ? [] : stepFormsOf(close),
    udpPayloadHex: udpPayloadHex ?? '',
  };
}
