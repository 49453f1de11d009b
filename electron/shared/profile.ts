import { z } from 'zod';
import { shutChoices } from './closing-policy.ts';
import { Failure } from './failure.ts';
import { whyNotHost } from './host.ts';
import { issueLines } from './issue-lines.ts';
import { maximumSequences, whyOf, whyTooLong } from './one-time-list.ts';
import { parseSequence, SequenceFailure } from './sequence.ts';
import { hasInvisible, unprintable } from './unprintable.ts';

export const profileFormat = 'portcullis-profile';
/** The newest that is read. One is written that has no field of it as version 1, which every Portcullis reads. */
const newestVersion = 2;
/** A profile file larger than this is not one; it bounds what a hostile file can make us read. */
export const maximumProfileBytes = 65_536;

const printable = (longest: number) =>
  z
    .string()
    .min(1, 'is empty')
    .max(longest, `has more than ${longest} characters`)
    .refine((text) => !unprintable.test(text), 'has a control character')
    .refine((text) => !/\p{Surrogate}/u.test(text), 'has half a character')
    .refine((text) => text.trim() === text, 'begins or ends with a blank');

/** What a person knows something by: none may look like another. */
const naming = (longest: number) =>
  printable(longest).refine((text) => !hasInvisible(text), 'has an invisible character, or an unusual blank');

const wholeNumber = (least: number, most: number) => {
  const why = `is a whole number from ${least} to ${most}`;
  const inRange = z.number(why).int(why).min(least, why).max(most, why);
  // JSON can say -0 and does not write it back.
  return inRange.refine((number) => !Object.is(number, -0), why);
};

const sequence = z.string().superRefine((text, context) => {
  try {
    parseSequence(text);
  } catch (thrown) {
    if (!(thrown instanceof SequenceFailure)) throw thrown;
    context.addIssue({ code: 'custom', message: thrown.message });
  }
});

/** Sequences that each open the gate once. */
const oneTimeList = z
  .array(z.string())
  .min(1, 'has no sequence')
  .superRefine((sequences, context) => {
    const why = whyTooLong(sequences);
    if (why !== undefined) context.addIssue({ code: 'custom', message: why });
    for (const [index, text] of sequences.slice(0, maximumSequences).entries()) {
      try {
        parseSequence(text);
      } catch (thrown) {
        if (!(thrown instanceof SequenceFailure)) throw thrown;
        context.addIssue({ code: 'custom', message: `sequence ${index + 1}: ${whyOf(thrown)}` });
        return;
      }
    }
  });

const host = z.string().superRefine((text, context) => {
  const why = whyNotHost(text);
  if (why !== undefined) context.addIssue({ code: 'custom', message: why });
});

/** One way to log in. Secrets are never part of it: a password or a passphrase is asked for, or comes from the vault. */
const authentication = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('password') }),
    z.strictObject({ kind: z.literal('key'), path: printable(4096) }),
    z.strictObject({ kind: z.literal('agent'), socket: printable(4096).optional() }),
    z.strictObject({ kind: z.literal('keyboard-interactive') }),
  ],
  { error: 'needs a kind: password, key, agent or keyboard-interactive' },
);

const authenticationOrder = z
  .array(authentication)
  .min(1, 'names no way to log in')
  .max(16, 'names more than 16 ways to log in');

/** The sequences, and what a UDP knock carries: the secret part of a profile. */
export const sequenceFields = {
  open: sequence.optional(),
  /** Instead of `open`: knockd's one-time sequences, in order. */
  oneTime: oneTimeList.optional(),
  close: sequence.optional(),
  udpPayloadHex: z
    .string()
    .regex(/^(?:[0-9a-fA-F]{2}){0,512}$/, 'is up to 512 bytes, each as two hexadecimal digits')
    .optional(),
};

interface Opening {
  readonly open?: unknown;
  readonly oneTime?: unknown;
  readonly oneTimeFile?: unknown;
}

/** There is one way to open: a sequence, or a list of them. */
export function checkOpening(opening: Opening, context: z.core.$RefinementCtx): void {
  const named = (['open', 'oneTime', 'oneTimeFile'] as const).filter((name) => opening[name] !== undefined);
  const [first, second] = named;
  if (first === undefined) context.addIssue({ code: 'custom', path: ['open'], message: 'is missing' });
  if (second !== undefined) {
    context.addIssue({ code: 'custom', path: [second], message: `and ${first} exclude each other` });
  }
}

/** How the sequences are knocked. */
export const knockingFields = {
  /** Fixed; left out: learned. */
  delayMs: wholeNumber(0, 10_000).optional(),
  family: z.enum(['auto', 'ipv4', 'ipv6', 'both'], 'is auto, ipv4, ipv6 or both').optional(),
  gate: z.enum(['knockd', 'one-connection', 'timed', 'other'], 'is knockd, one-connection, timed or other').optional(),
  seqTimeoutS: wholeNumber(1, 3600).optional(),
  opensForS: wholeNumber(1, 86_400).optional(),
  /** How long a gate that does not open is knocked at again. */
  deadlineS: wholeNumber(1, 300).optional(),
  /** False: one attempt, whatever comes of it. */
  recovers: z.boolean('is true or false').optional(),
  /** Others use this gate from the same address: never more closings are sent than openings took effect. */
  shared: z.boolean().optional(),
  /** `few`: a firewall counts new connections, so a cycle makes one. */
  dials: z.literal('few', 'is few, or left out').optional(),
  /** Which of the one-time sequences comes next, counted from 1; one more than there are when all are used. */
  oneTimeNext: wholeNumber(1, maximumSequences + 1).optional(),
  shutWhen: z.enum(shutChoices, 'is last-session, delayed, by-hand or never').optional(),
  shutDelayS: wholeNumber(1, 86_400).optional(),
};

/** Everything of a profile besides its knocking. */
export const profileFields = {
  name: naming(100),
  host,
  port: wholeNumber(1, 65_535).optional(),
  user: naming(128).optional(),
  /** Another profile, by way of whose host this one is reached: in a file its name or path, in the library its id. */
  via: printable(4096).optional(),
  group: naming(60).optional(),
  auth: z.union([authenticationOrder, authentication]).optional(),
  terminal: z
    .strictObject({
      type: z
        .string()
        .regex(/^[A-Za-z0-9][A-Za-z0-9+._-]{0,63}$/, 'is a name of terminfo, like xterm-256color')
        .optional(),
      colours: z.enum(['light', 'dark'], 'is light or dark').optional(),
    })
    .optional(),
};

interface Listing {
  readonly oneTime?: readonly string[] | undefined;
  readonly oneTimeFile?: string | undefined;
  readonly oneTimeNext?: number | undefined;
  readonly gate?: string | undefined;
}

/** A list needs a gate at which a look tells whether its sequence was used. */
export function checkList({ oneTime, oneTimeFile, oneTimeNext, gate }: Listing, context: z.core.$RefinementCtx): void {
  const complain = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
  if (oneTime === undefined && oneTimeFile === undefined) {
    if (oneTimeNext !== undefined) complain('oneTimeNext', 'needs oneTime');
    return;
  }
  if (gate === 'one-connection') complain('gate', 'has no one-time sequences where it lets one connection in');
  if (oneTimeNext !== undefined && oneTimeNext > (oneTime?.length ?? maximumSequences) + 1)
    complain('oneTimeNext', 'is behind the end of the list');
}

/** Of the knocking what version 1 of the format lacks. */
const newInVersion2 = ['shared', 'dials'] as const;

type NewInVersion2 = { readonly [Name in (typeof newInVersion2)[number]]?: unknown };

/** The version that a profile is written as: the least that has all of its fields. */
export function profileVersionOf(knock: NewInVersion2): 1 | 2 {
  return newInVersion2.some((name) => knock[name] !== undefined) ? 2 : 1;
}

const profileSchema = z
  .strictObject({
    format: z.literal(profileFormat),
    version: z.literal([1, 2]),
    ...profileFields,
    knock: z
      .strictObject({
        ...sequenceFields,
        /** Instead of `oneTime`: a file in knockd's format, from which whoever reads the profile file takes the list. */
        oneTimeFile: printable(4096).optional(),
        ...knockingFields,
      })
      .superRefine((knock, context) => {
        checkOpening(knock, context);
        checkList(knock, context);
      }),
  })
  .superRefine(({ version, knock }, context) => {
    if (version !== 1) return;
    for (const name of newInVersion2) {
      if (knock[name] === undefined) continue;
      context.addIssue({ code: 'custom', path: ['knock', name], message: 'needs "version": 2' });
    }
  });

/** A host profile as it is stored and exported. Optional fields stay away when they were away: `gatePlanOf` fills in. */
export type Profile = z.infer<typeof profileSchema>;
export type Authentication = z.infer<typeof authentication>;
export type GateKind = NonNullable<Profile['knock']['gate']>;
export type FamilyChoice = NonNullable<Profile['knock']['family']>;
export type DialsChoice = 'usual' | NonNullable<Profile['knock']['dials']>;

/**
 * Reads a profile file.
 * @param text the file's content, JSON in the export format
 * @throws Failure `profile-newer` for a later version, `profile-invalid` that names each bad field for all else
 */
export function parseProfile(text: string): Profile {
  if (text.length > maximumProfileBytes) throw invalid(['it is larger than 64 KiB']);
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    // JSON.parse quotes the text around the fault, which may be the sequence.
    throw invalid(['it is not JSON']);
  }
  const head = z.looseObject({ format: z.literal(profileFormat), version: z.int() }).safeParse(data);
  if (!head.success) throw invalid([`it does not say "format": "${profileFormat}" and a version`]);
  if (head.data.version > newestVersion) {
    const { version } = head.data;
    throw new Failure('profile-newer', `The profile is of version ${version}, this Portcullis knows 1 and 2.`, {
      remedy: `Update Portcullis, or export the profile again without what is new in version ${version}.`,
    });
  }
  const parsed = profileSchema.safeParse(data);
  if (!parsed.success) throw profileInvalid(parsed.error);
  return parsed.data;
}

/** A failure `profile-invalid` that names each field a schema complained about, without its value. */
export function profileInvalid(error: z.ZodError): Failure {
  return invalid(error.issues.flatMap((issue) => issueLines(issue)));
}

/** Writes a profile as the export format's JSON; `parseProfile` reads it back to an equal profile. */
export function formatProfile(profile: Profile): string {
  return `${JSON.stringify(profile, null, 2)}\n`;
}

function invalid(reasons: readonly string[]): Failure {
  const shown = reasons.slice(0, 5).join('; ');
  const more = reasons.length > 5 ? `; and ${reasons.length - 5} more` : '';
  return new Failure('profile-invalid', `The profile cannot be used: ${shown}${more}.`, {
    remedy: 'Correct the fields that are named.',
  });
}
