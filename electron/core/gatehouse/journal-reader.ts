import type { KnownGate } from '../gate/known-gates.ts';

/** Reads what the journals say of the gates that a person sees. */
export interface JournalReader {
  /** The gates of each profile that has any, as the journals say after this call; undefined when one cannot be read. */
  read(): Promise<ReadonlyMap<string, readonly KnownGate[]> | undefined>;
  /** What the last reading found, gates of no profile too. */
  gates(): readonly FoundGate[];
  stop(): void;
}

export interface FoundGate {
  readonly gate: KnownGate;
  readonly profileIds: readonly string[];
}

/** A journal, and whose gates are in it. */
export interface GateSource {
  known(): Promise<{ readonly gates: readonly KnownGate[]; readonly movedAside: readonly string[] }>;
  /** The profiles that a gate belongs to. */
  profilesOf(gate: KnownGate): Promise<readonly string[]>;
}

export interface JournalReaderOptions {
  readonly sources: () => readonly GateSource[];
  readonly isThere: (profileId: string) => boolean;
  /** After how long the server shuts a profile's gate by itself. */
  readonly opensForS: (profileId: string) => number | undefined;
  /** A gate has shut itself since the last reading. */
  readonly onExpired: () => void;
  /** Files of a journal that could not be read and were moved aside. */
  readonly onMovedAside: (paths: readonly string[]) => void;
}

/** Readings do not overlap: whoever asks during one gets the next, which they all share. */
export function createJournalReader(options: JournalReaderOptions): JournalReader {
  type Reading = ReadonlyMap<string, readonly KnownGate[]>;
  /** A gate stays its profile's while it is known, though the profile may have got another sequence since. */
  const owners = new Map<string, ReadonlySet<string>>();
  let last: readonly FoundGate[] = [];
  let reading: Promise<Reading | undefined> | undefined;
  let next: Promise<Reading | undefined> | undefined;
  let expiry: NodeJS.Timeout | undefined;

  const readOnce = async (): Promise<Reading | undefined> => {
    const found: FoundGate[] = [];
    try {
      for (const source of options.sources()) {
        const { gates, movedAside } = await source.known();
        if (movedAside.length > 0) options.onMovedAside(movedAside);
        for (const gate of gates) {
          const before = [...(owners.get(gate.id) ?? [])].filter(options.isThere);
          owners.set(gate.id, new Set([...before, ...(await source.profilesOf(gate))]));
          found.push({ gate, profileIds: [...(owners.get(gate.id) ?? [])] });
        }
      }
    } catch {
      return undefined;
    }
    for (const id of owners.keys()) if (!found.some(({ gate }) => gate.id === id)) owners.delete(id);
    last = found;
    return gatesByProfile();
  };

  const gatesByProfile = (): Reading => {
    const byProfile = new Map<string, KnownGate[]>();
    const expiries: number[] = [];
    for (const { gate, profileIds } of last) {
      for (const profileId of profileIds) {
        const expiresAtMs = expiryOf(gate, options.opensForS(profileId));
        if (expiresAtMs > Date.now() && Number.isFinite(expiresAtMs)) expiries.push(expiresAtMs);
        const seen: KnownGate = expiresAtMs <= Date.now() ? { ...gate, state: 'shut' } : gate;
        byProfile.set(profileId, [...(byProfile.get(profileId) ?? []), seen]);
      }
    }
    clearTimeout(expiry);
    if (expiries.length > 0) expiry = setTimeout(options.onExpired, Math.min(...expiries) - Date.now() + 1).unref();
    return byProfile;
  };

  const read = (): Promise<Reading | undefined> => {
    if (reading === undefined) {
      reading = readOnce().finally(() => {
        reading = undefined;
      });
      return reading;
    }
    next ??= reading.then(() => {
      next = undefined;
      return read();
    });
    return next;
  };

  return {
    read,
    gates: () => last,
    stop: () => clearTimeout(expiry),
  };
}

function expiryOf({ state, openedAtMs }: KnownGate, opensForS: number | undefined): number {
  if (state !== 'open' || openedAtMs === undefined || opensForS === undefined) return Number.POSITIVE_INFINITY;
  return openedAtMs + opensForS * 1000;
}
