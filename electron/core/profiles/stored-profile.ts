import { z } from 'zod';
import { Failure } from '../../shared/failure.ts';
import { sequenceDurationMs } from '../../shared/gate-plan.ts';
import {
  knockingFields,
  type Profile,
  profileFields,
  profileFormat,
  profileVersion,
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

/** A profile in the document: what may be read by anybody who can read the file, and the secrets sealed. */
export const storedProfileSchema = z.strictObject({
  id: z.string().min(1).max(64),
  isFavourite: z.boolean(),
  lastUsedAtMs: z.number().optional(),
  ...profileFields,
  knock: z.strictObject({
    ...knockingFields,
    opening: sequenceMeasure,
    closing: sequenceMeasure.optional(),
    /** Opening, closing and payload as one; away where they may not be kept. */
    sealed: z.string().optional(),
  }),
  sealedPassword: z.string().optional(),
  sealedPassphrases: z.array(z.strictObject({ path: z.string(), sealed: z.string() })).optional(),
});

export type StoredProfile = z.infer<typeof storedProfileSchema>;
export type SequenceMeasure = z.infer<typeof sequenceMeasure>;
/** What is kept of the sequences. */
export type SealedPart = Pick<StoredProfile['knock'], 'opening' | 'closing' | 'sealed'>;

/** The document. Its entries are checked one by one, so that a broken one costs itself only. */
export const profileDocumentSchema = z.strictObject({ version: z.literal(1), profiles: z.array(z.unknown()) });

/** The secret part of a profile in clear. */
export const sequencesSchema = z.strictObject(sequenceFields);

export type Sequences = z.infer<typeof sequencesSchema>;

/** What may be known of sequences while they are sealed. */
export function measuresOf({ open, close }: Sequences): Omit<SealedPart, 'sealed'> {
  return close === undefined ? { opening: measureOf(open) } : { opening: measureOf(open), closing: measureOf(close) };
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
  { id: _, isFavourite, knock: { sequences, ...knocking }, ...fields }: ProfileDraft,
  before: { readonly id: string } & Partial<StoredProfile>,
  part: SealedPart | undefined = before.knock,
): StoredProfile {
  if (part === undefined) {
    throw new Failure('profile-invalid', 'The profile cannot be used: its opening sequence is missing.', {
      remedy: 'Type the sequence that opens the gate.',
    });
  }
  const { opening, closing, sealed } = part;
  const { lastUsedAtMs, sealedPassword, sealedPassphrases } = before;
  return {
    id: before.id,
    isFavourite,
    ...fields,
    knock: { ...knocking, opening, closing, sealed },
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
  const { open, close, udpPayloadHex, ...knocking } = knock;
  return { isFavourite: false, ...fields, knock: knocking, sequences: { open, close, udpPayloadHex } };
}

/** A profile with its sequences in clear, as it is knocked and exported. */
export function profileWith(stored: StoredProfile, sequences: Sequences): Profile {
  const { id, isFavourite, lastUsedAtMs, sealedPassword, sealedPassphrases, knock, ...fields } = stored;
  const { opening, closing, sealed, ...knocking } = knock;
  return { format: profileFormat, version: profileVersion, ...fields, knock: { ...sequences, ...knocking } };
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
