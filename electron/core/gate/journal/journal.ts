import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { defaultShutDelayS, type ShutChoice } from '../../../shared/closing-policy.ts';
import type { Failure } from '../../../shared/failure.ts';
import type { GatePlan } from '../../../shared/gate-plan.ts';
import type { DialsChoice } from '../../../shared/profile.ts';
import { formatSequence, parseSequence } from '../../../shared/sequence.ts';
import type { AwaitedReason } from '../../../shared/timeline.ts';
import { readFileIfThere, removeFile, writeFileAtomically } from '../../files/kept-file.ts';
import { parseJson } from '../../files/parse-json.ts';
import { renameOver } from '../../files/rename-over.ts';
import { UnfitFile } from '../../files/unfit-file.ts';
import { unusable } from '../../files/unusable.ts';
import type { Vault } from '../../ports.ts';
import { gatePhases } from './gate-phase.ts';
import { requireTurn } from './held-turn.ts';
import { processMarkSchema } from './process-mark.ts';

const holderSchema = z.strictObject({
  id: z.uuid(),
  /**
   * A hand outlives its process: `portcullis open` is done, and the gate stays open. A `delay` is a session that is over: its
   * process shuts the gate at `untilMs`.
   */
  as: z.enum(['session', 'hand', 'delay']),
  untilMs: z.number().optional(),
  owner: processMarkSchema,
});

/** A sequence of a list of one-time sequences: the list's mark, and the place in it, from 0. */
const listedLineSchema = z.strictObject({ mark: z.string(), place: z.int().min(0) });

const fields = {
  id: z.string().regex(/^[0-9a-f]{32}$/),
  /** Marks host name, port and sequences: finds the gate of a profile whatever address its name has today. */
  profileMark: z.string(),
  /** By way of whom the gate is reached; `address` is then as the last of them sees it. */
  via: z.strictObject({ name: z.string(), hosts: z.string() }).optional(),
  host: z.string(),
  port: z.int(),
  address: z.string(),
  family: z.union([z.literal(4), z.literal(6)]),
  /** Every address of the name: knocks to any of them queue up together. */
  allAddresses: z.array(z.string()),
  /** Our own address when the gate was knocked: from another one nothing is knocked (rule 8 of the gate). */
  localAddress: z.string(),
  sealedPlan: z.string(),
  phase: z.enum(gatePhases),
  /** Who is at work in the phases that pass: when it has died, the phase is what its death left behind. */
  worker: processMarkSchema.optional(),
  /** Openings that were sent to the end and may have taken effect, and closings. */
  openingsSent: z.int().min(0),
  closingsSent: z.int().min(0),
  /** True while the daemon may hold a part of a sequence, or may not have taken a whole one. */
  mayBeHalfKnocked: z.boolean(),
  lastKnockAtMs: z.number(),
  openedAtMs: z.number().optional(),
  /** When the server shuts the gate by itself, where it does. */
  shutsItselfAtMs: z.number().optional(),
  /** What a look before the first knock came to: silence, or an error code such as ECONNREFUSED. */
  answerBefore: z.string().optional(),
  /** The one-time sequence that was knocked last, until it is noted as used. */
  line: listedLineSchema.optional(),
  holders: z.array(holderSchema),
};

const entrySchema = z.strictObject({
  version: z.literal(2),
  ...fields,
  /** Of the openings sent those that are known to have taken effect. */
  openingsSeen: z.int().min(0),
  /** When the last opening was sent to its end. */
  lastOpeningAtMs: z.number(),
  /**
   * In the phase `awaited`: nothing is to be knocked before a look, which is due at `atMs`. An opening that was sent may still take
   * effect until then (the gate was seen shut); or the firewall counts connections, and the closing was not looked at yet.
   */
  awaits: z
    .strictObject({
      why: z.enum(['late-opening', 'few-dials', 'dial-count'] satisfies readonly AwaitedReason[]),
      atMs: z.number(),
    })
    .optional(),
});
/** What a version before 2 has left. */
const formerSchema = z.strictObject({ version: z.literal(1), ...fields });

export type JournalEntry = z.infer<typeof entrySchema>;
/** What of an entry its sealed plan holds too: where either was changed it is no entry (rule 8 of the gate). */
export type BoundFields = Pick<JournalEntry, 'id' | 'host' | 'port' | 'address' | 'family' | 'localAddress'>;
export type Holder = z.infer<typeof holderSchema>;
export type ListedLine = z.infer<typeof listedLineSchema>;

/** Whether the server has shut an entry's gate by itself. */
export function hasShutItself({ shutsItselfAtMs }: JournalEntry): boolean {
  return shutsItselfAtMs !== undefined && shutsItselfAtMs <= Date.now();
}

/**
 * As `hasShutItself`, with the knocks that nobody has seen to work taken into account: what they may have opened late, or
 * when their process had died, has run out too.
 */
export function hasSurelyShutItself(entry: JournalEntry, opensForS = 0): boolean {
  const { mayBeHalfKnocked, lastKnockAtMs } = entry;
  return hasShutItself(entry) && (!mayBeHalfKnocked || lastKnockAtMs + opensForS * 1000 <= Date.now());
}

/**
 * The journal of the gates (rule 8): one small file for each gate that may be open or half knocked, shared by every
 * process of this user, written before each sequence is sent and removed when the gate was seen shut. Whoever reads to
 * write must have the turn of the entry's address; writing and removing fail with `turn-lost` where it was lost meanwhile.
 */
export interface Journal {
  read(id: string): Promise<JournalEntry | undefined>;
  /** Every entry, and the names of files that could not be read and were moved aside with their content. */
  readAll(): Promise<{ readonly entries: readonly JournalEntry[]; readonly movedAside: readonly string[] }>;
  /**
   * The entries of gates at these addresses, whose turns must be ours: then nobody else writes them, and what others have
   * written before is found by its name. Of the other entries each is read once.
   */
  readAt(addresses: readonly string[]): Promise<readonly JournalEntry[]>;
  write(entry: JournalEntry): Promise<void>;
  remove(id: string): Promise<void>;
  /** Seals a plan together with what its entry says in clear. */
  sealPlan(plan: GatePlan, entry: BoundFields): Promise<string>;
  unsealPlan(entry: JournalEntry): Promise<GatePlan>;
}

export function openJournal(dataFolder: string, vault: Vault): Journal {
  const folder = join(dataFolder, 'gates');
  const pathOf = (id: string) => join(folder, `${id}.json`);
  /** By the name of its file each entry's address, once it was read: it never changes, since the name is a hash over it. */
  const addressOf = new Map<string, string>();

  /** What was compared before: a vault that asks the system is asked once for each entry. */
  const comparedOf = new Map<string, string>();

  /** Whether an entry says what its sealed plan says. One that cannot be unsealed now is no use to anybody now. */
  const isBound = async (entry: JournalEntry) => {
    const clear = boundText(entry);
    const compared = `${clear} ${entry.sealedPlan}`;
    if (comparedOf.get(entry.id) === compared) return true;
    const text = await vault.unseal(entry.sealedPlan).catch(() => undefined);
    // Not remembered: what the vault cannot unseal now it may unseal later.
    if (text === undefined) return true;
    const packed = parseJson(text) as PackedPlan | undefined;
    // Entries of version 1 have nothing to compare.
    if (packed === undefined || (packed.bound !== undefined && packed.bound !== clear)) return false;
    comparedOf.set(entry.id, compared);
    return true;
  };

  const read = async (id: string) => {
    const text = await readFileIfThere(pathOf(id)).catch(emptyWhereUnfit);
    if (text === undefined) return undefined;
    const entry = entryOf(parseJson(text));
    if (entry?.id === id && (await isBound(entry))) {
      addressOf.set(`${id}.json`, entry.address);
      return entry;
    }
    try {
      await renameOver(pathOf(id), `${pathOf(id)}.damaged-${Date.now()}`);
    } catch (thrown) {
      // Another process was faster.
      if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw unusable(thrown, pathOf(id));
    }
    return 'moved-aside' as const;
  };

  const readIfGood = async (id: string) => {
    const entry = await read(id);
    return entry === 'moved-aside' ? undefined : entry;
  };

  return {
    read: readIfGood,
    async readAll() {
      const entries: JournalEntry[] = [];
      const movedAside: string[] = [];
      for (const name of (await namesIn(folder)).sort()) {
        const id = idOf(name);
        if (id === undefined) continue;
        const entry = await read(id);
        if (entry === 'moved-aside') movedAside.push(pathOf(id));
        else if (entry !== undefined) entries.push(entry);
      }
      return { entries, movedAside };
    },
    async readAt(addresses) {
      const names = await namesIn(folder);
      const unknownOrThere = names.filter((name) => {
        const address = addressOf.get(name);
        return address === undefined || addresses.includes(address);
      });
      const entries: JournalEntry[] = [];
      for (const name of unknownOrThere) {
        const id = idOf(name);
        const entry = id === undefined ? undefined : await readIfGood(id);
        if (entry !== undefined && addresses.includes(entry.address)) entries.push(entry);
      }
      return entries;
    },
    write: (entry) =>
      writeFileAtomically(pathOf(entry.id), `${JSON.stringify(entry, null, 1)}\n`, {
        durable: true,
        beforeNaming: requireTurn,
      }),
    async remove(id) {
      await requireTurn();
      await removeFile(pathOf(id));
    },
    sealPlan: (plan, entry) => vault.seal(JSON.stringify({ ...packPlan(plan), bound: boundText(entry) })),
    unsealPlan: async (entry) => unpackPlan(JSON.parse(await vault.unseal(entry.sealedPlan))),
  };
}

function entryOf(data: unknown): JournalEntry | undefined {
  const entry = entrySchema.safeParse(data);
  if (entry.success) return entry.data;
  const former = formerSchema.safeParse(data);
  if (!former.success) return undefined;
  const { openedAtMs, lastKnockAtMs } = former.data;
  return { ...former.data, version: 2, openingsSeen: openedAtMs === undefined ? 0 : 1, lastOpeningAtMs: lastKnockAtMs };
}

function boundText({ id, host, port, address, family, localAddress }: BoundFields): string {
  return JSON.stringify([id, host, port, address, family, localAddress]);
}

/** What is no file is moved aside as a damaged one is. @throws the other failures */
function emptyWhereUnfit(thrown: Failure): string {
  if (thrown.cause instanceof UnfitFile) return '';
  throw thrown;
}

/** The name of an entry's file without its ending; undefined for other files. */
function idOf(name: string): string | undefined {
  return /^([0-9a-f]{32})\.json$/.exec(name)?.[1];
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return await readdir(folder);
  } catch (thrown) {
    throw unusable(thrown, folder);
  }
}

type LaterField = 'shutWhen' | 'shutDelayS' | 'shared' | 'dials';

type PackedPlan = Omit<GatePlan, 'opening' | 'closing' | 'udpPayload' | 'oneTime' | LaterField> & {
  readonly opening: string;
  readonly closing: string | undefined;
  readonly udpPayload: string;
  /** A gate that an earlier version has left open has none of these. */
  readonly shutWhen?: ShutChoice;
  readonly shutDelayS?: number;
  readonly shared?: boolean;
  readonly dials?: DialsChoice;
  readonly bound?: string;
};

/** Of one-time sequences the one that is knocked: the others stay where the list is kept. */
function packPlan({ oneTime: _, ...plan }: GatePlan): PackedPlan {
  return {
    ...plan,
    opening: formatSequence(plan.opening),
    closing: plan.closing && formatSequence(plan.closing),
    udpPayload: Buffer.from(plan.udpPayload).toString('base64'),
  };
}

/** What the vault gives back was sealed by us and is authentic: it needs no schema of its own. */
function unpackPlan({ bound: _, ...packed }: PackedPlan): GatePlan {
  return {
    shutWhen: 'last-session',
    shutDelayS: defaultShutDelayS,
    shared: false,
    dials: 'usual',
    ...packed,
    opening: packed.opening === '' ? [] : parseSequence(packed.opening),
    closing: packed.closing === undefined ? undefined : parseSequence(packed.closing),
    udpPayload: Buffer.from(packed.udpPayload, 'base64'),
  };
}
