import { join } from 'node:path';
import { z } from 'zod';
import type { GatePlan } from '../../../shared/gate-plan.ts';
import { readFileIfThere, removeFile, writeFileAtomically } from '../../files/kept-file.ts';
import { parseJson } from '../../files/parse-json.ts';
import type { Ports } from '../../ports.ts';
import { profileMarkOf } from '../gate-context.ts';
import { turningTimeSchema } from './turning-time.ts';

const loreSchema = z.strictObject({
  version: z.literal(2),
  /** The pause between two knocks that the next opening takes. */
  paceMs: z.number().min(0),
  /** A pace with which a first attempt did not open; fades with each that does. */
  brokenPaceMs: z.number().min(0),
  /** From a dial to its answer, smoothed. */
  roundTripMs: z.number().min(0),
  /** From the last knock to the gate that is open, or shut; unknown until it was seen without doubt. */
  opening: turningTimeSchema.optional(),
  shutting: turningTimeSchema.optional(),
  /** The longest that an opening may have taken of late, in doubt too. */
  slowestMs: z.number().min(0),
  /** How often in a row nobody can say which opening has opened it: it may be slower than it was. */
  doubtful: z.int().min(0),
  /** The shortest of these, from the last knock of the first attempt to the answer. */
  doubtfulMs: z.number().min(0).optional(),
  /** First attempts of openings, and those of them that nobody answered; both fade. They tell the line's loss. */
  attempts: z.number().positive(),
  failedAttempts: z.number().min(0),
  /** What the port answers while the gate is shut: `silence` or an error's code. Unknown until a look has told. */
  shutAnswer: z.string().optional(),
  /** Our last look found it shut, and nothing has opened it since that we know of. */
  isShut: z.boolean(),
  /** A whole cycle was seen: from then on nobody is at the gate for the first time. */
  isProven: z.boolean(),
  /** Whether others open it from our address: it was found open, or did not shut; `no` once a person has said so. */
  sharing: z.enum(['perhaps', 'no']).optional(),
  /** How many cycles in a row the first closing was of no effect, and a later one was. */
  firstClosingsLost: z.int().min(0).optional(),
  /** When an opening was last seen to work, in milliseconds since 1970, and our own address there. */
  lastOpening: z.strictObject({ atMs: z.number(), from: z.string() }).optional(),
  /** An attempt has failed since. */
  hasFailed: z.boolean().optional(),
  /**
   * Its firewall counts connections: since when that is believed; `sure` once few dials have worked where more did not. `again`: it
   * was believed before, not long ago, and the usual number of dials has failed once more since.
   */
  counting: z
    .strictObject({ belief: z.enum(['perhaps', 'sure']), atMs: z.number(), again: z.boolean().optional() })
    .optional(),
});

/** What a version before 2 has kept. */
const formerSchema = z.strictObject({
  version: z.literal(1),
  paceMs: z.number().min(0),
  brokenPaceMs: z.number().min(0),
  opensAfterMs: z.number().min(0),
  roundTripMs: z.number().min(0),
});

/** What earlier openings of a gate have taught. It holds no port, and losing it costs nothing but time. */
export type GateLore = z.infer<typeof loreSchema>;

/** 5 % lost each way, as sure as five attempts make it: what is believed of a line of which nothing is known. */
export const unknownLine = { attempts: 5, failedAttempts: 0.85 } as const;

/** Reads what is known of a plan's gate; undefined where nothing is, or nothing that can be read. */
export async function readLore(ports: Ports, plan: GatePlan): Promise<GateLore | undefined> {
  try {
    const text = await readFileIfThere(await pathOf(ports, plan));
    const data = text === undefined ? undefined : parseJson(text);
    const lore = loreSchema.safeParse(data);
    if (lore.success) return lore.data;
    const former = formerSchema.safeParse(data);
    return former.success ? fromFormer(former.data) : undefined;
  } catch {
    return undefined;
  }
}

/** Writes down what was just learned. A disk that takes nothing keeps nobody out. */
export async function learn(
  ports: Ports,
  plan: GatePlan,
  after: (before: GateLore | undefined) => GateLore | undefined,
): Promise<void> {
  try {
    const lore = after(await readLore(ports, plan));
    if (lore !== undefined) await writeFileAtomically(await pathOf(ports, plan), `${JSON.stringify(lore)}\n`);
  } catch {
    // The next opening is as quick as this one was.
  }
}

/** Forgets what was learned of a plan's gate. @throws Failure `data-folder-unusable` */
export async function forgetLore(ports: Ports, plan: GatePlan): Promise<void> {
  await removeFile(await pathOf(ports, plan));
}

function fromFormer({ paceMs, brokenPaceMs, opensAfterMs, roundTripMs }: z.infer<typeof formerSchema>): GateLore {
  return {
    version: 2,
    paceMs,
    brokenPaceMs,
    roundTripMs,
    // It was the middle of what was seen, and is to be the end of it.
    opening: { dialMs: 1.5 * opensAfterMs, earlyMs: 0.5 * opensAfterMs, notLaterMs: 2 * opensAfterMs },
    slowestMs: 2 * opensAfterMs,
    doubtful: 0,
    ...unknownLine,
    isShut: false,
    isProven: true,
  };
}

async function pathOf(ports: Ports, plan: GatePlan): Promise<string> {
  return join(ports.dataFolder, 'lore', `${await profileMarkOf(ports, plan)}.json`);
}
