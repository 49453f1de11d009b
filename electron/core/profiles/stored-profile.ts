import { z } from 'zod';
import { Failure } from '../../shared/failure.ts';
import { sequenceDurationMs } from '../../shared/gate-plan.ts';
import {
  checkOpening,
  knockingFields,
  type Profile,
  profileFields,
  profileFormat,
  profileVersionOf,
  sequenceFields,
} from '../../shared/profile.ts';
import type { ProfileDraft } from '../../shared/profile-draft.ts';
import { parseSequence } from '../../shared/sequence.ts';

/**
 * What may be known of a sequence while it is sealed. The pauses are those of the steps before the last that have one of
 * their own; with the profile's pause they give the duration.
 */
const sequenceMeasure = z.strictObject({
  steps: z.int().min(1),
  ownPauses: z.int().min(0),
  ownPausesMs: z.int().min(0),
});

/** Where a list stands changes with each use: it is kept where every process of this user finds it, not in the profile. */
const { oneTimeNext: _, ...otherKnockingFields } = knockingFields;

/** A profile in the document: what may be read by anybody who can read the file, and the secrets sealed. */
export const storedProfileSchema = z.strictObject({
  id: z.string().min(1).max(64),
  isFavourite: z.boolean(),
  lastUsedAtMs: z.number().optional(),
  ...profileFields,
  knock: z.strictObject({
    ...otherKnockingFields,
    /** Of one-time sequences that of the longest. */
    opening: sequenceMeasure,
    closing: sequenceMeasure.optional(),
    /** How many one-time sequences there are, and by which name it is known where the list stands. */
    oneTime: z.strictObject({ count: z.int().min(1), mark: z.string() }).optional(),
    /** Opening, closing and payload as one; away where they may not be kept. */
    sealed: z.string().optional(),
  }),
  sealedPassword: z.string().optional(),
  sealedPassphrases: z.array(z.strictObject({ path: z.string(), sealed: z.string() })).optional(),
});

export type StoredProfile = z.infer<typeof storedProfileSchema>;
export type SequenceMeasure = z.infer<typeof sequenceMeasure>;
export type ListMeasure = NonNullable<StoredProfile['knock']['oneTime']>;
/** What is kept of the sequences. */
export type SealedPart = Pick<StoredProfile['knock'], 'opening' | 'closing' | 'oneTime' | 'sealed'>;

export const profileDocumentVersion = 2;

/** Entries are checked one by one, so that a broken one costs itself only. */
const entries = z.array(z.unknown());

/** The document. In version 1 no login secret says where it belongs. */
export const profileDocumentSchema = z.discriminatedUnion('version', [
  z.strictObject({ version: z.literal(1), profiles: entries }),
  /** `loginsBound` is the sealed note that they all do (`bound-mark.ts`). */
  z.strictObject({
    version: z.literal(profileDocumentVersion),
    loginsBound: z.string().optional(),
    profiles: entries,
  }),
]);

/** The secret part of a profile in clear. */
export const sequencesSchema = z.strictObject(sequenceFields).superRefine(checkOpening);

export type Sequences = z.infer<typeof sequencesSchema>;

/** What may be known of sequences while they are sealed. */
export function measuresOf({ open, oneTime, close }: Sequences): Pick<SealedPart, 'opening' | 'closing'> {
  const openings = (oneTime ?? [open ?? '']).map(measureOf);
  const opening = openings.reduce((longest, one) => (one.steps > longest.steps ? one : longest));
  return close === undefined ? { opening } : { opening, closing: measureOf(close) };
}

function measureOf(sequence: string): SequenceMeasure {
  const steps = parseSequence(sequence);
  const ownPauses = steps.slice(0, -1).filter(({ pauseMs }) => pauseMs !== undefined).length;
  return { steps: steps.length, ownPauses, ownPausesMs: sequenceDurationMs(steps, 0) };
}

/**
 * What a draft makes of a profile. What the editor has no say in (secrets, use) stays as it was before.
 * @param part the draft's sequences; undefined: those of before stay
 * @throws Failure `profile-invalid` when there are none of before either
 */
export function storedOf(
  { id: _, isFavourite, knock: { sequences, oneTimeNext, ...knocking }, ...fields }: ProfileDraft,
  before: { readonly id: string } & Partial<StoredProfile>,
  part: SealedPart | undefined = before.knock,
): StoredProfile {
  if (part === undefined) {
    throw new Failure('profile-invalid', 'The profile cannot be used: its opening sequence is missing.', {
      remedy: 'Type the sequence that opens the gate.',
    });
  }
  const { opening, closing, oneTime, sealed } = part;
  if (oneTime !== undefined && knocking.gate === 'one-connection') {
    throw new Failure('profile-invalid', 'A gate that lets one connection in has no one-time sequences.', {
      remedy: 'Choose what listens there, or type one sequence.',
    });
  }
  const { lastUsedAtMs, sealedPassword, sealedPassphrases } = before;
  return {
    id: before.id,
    isFavourite,
    ...fields,
    knock: { ...knocking, opening, closing, oneTime, sealed },
    lastUsedAtMs,
    sealedPassword,
    sealedPassphrases,
  };
}

/** A profile file's content as a draft, and its sequences apart. */
export function draftOf({
  format,
  version,
  knock,
  ...fields
}: Profile): ProfileDraft & { readonly sequences: Sequences } {
  const { open, oneTime, oneTimeFile: _, close, udpPayloadHex, ...knocking } = knock;
  return { isFavourite: false, ...fields, knock: knocking, sequences: { open, oneTime, close, udpPayloadHex } };
}

/**
 * A profile with its sequences in clear, as it is knocked and exported.
 * @param place that of its next one-time sequence, from 0
 */
export function profileWith(stored: StoredProfile, sequences: Sequences, place: number): Profile {
  const { id, isFavourite, lastUsedAtMs, sealedPassword, sealedPassphrases, knock, ...fields } = stored;
  const { opening, closing, oneTime, sealed, ...knocking } = knock;
  const next = oneTime === undefined ? {} : { oneTimeNext: Math.min(place, oneTime.count) + 1 };
  const version = profileVersionOf(knocking);
  return { format: profileFormat, version, ...fields, knock: { ...sequences, ...knocking, ...next } };
}

/** Changes every sealed text of a profile; `undefined` takes it away. */
export function mapSealed(stored: StoredProfile, change: (sealed: string) => string | undefined): StoredProfile {
  const { sealedPassword, sealedPassphrases, knock, ...rest } = stored;
  const { sealed, ...knocking } = knock;
  const sequences = sealed === undefined ? undefined : change(sealed);
  const password = sealedPassword === undefined ? undefined : change(sealedPassword);
  const passphrases = (sealedPassphrases ?? []).flatMap((passphrase) => {
    const changed = change(passphrase.sealed);
    return changed === undefined ? [] : [{ ...passphrase, sealed: changed }];
  });
  return {
    ...rest,
    knock: { ...knocking, ...(sequences !== undefined && { sealed: sequences }) },
    ...(password !== undefined && { sealedPassword: password }),
    ...(passphrases.length > 0 && { sealedPassphrases: passphrases }),
  };
}

/** Every sealed text of a profile. */
export function sealedTexts({ knock, sealedPassword, sealedPassphrases = [] }: StoredProfile): string[] {
  const passphrases = sealedPassphrases.map(({ sealed }) => sealed);
  return [knock.sealed, sealedPassword, ...passphrases].filter((sealed) => sealed !== undefined);
}
