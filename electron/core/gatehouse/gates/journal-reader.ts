import { isLookDue } from '../../gate/closing/owed.ts';
import type { Gatekeeper } from '../../gate/gatekeeper.ts';
import type { KnownGate } from '../../gate/state/known-gates.ts';

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
  /** The profiles that it belongs to, or did; some may have been removed since. */
  readonly profileIds: readonly string[];
  /** Keeps its journal. */
  readonly gatekeeper: KeeperOfKnown;
}

type KeeperOfKnown = Pick<Gatekeeper, 'known' | 'shutKnown' | 'forgetKnown'>;

/** A journal, and whose gates are in it. */
export interface GateSource {
  readonly gatekeeper: KeeperOfKnown;
  /** The profiles that a gate belongs to. */
  profilesOf(gate: KnownGate): Promise<readonly string[]>;
}

export interface JournalReaderOptions {
  readonly sources: () => readonly GateSource[];
  /** A gate has shut itself since the last reading. */
  readonly onExpired: () => void;
  /** A gate that was closed is to be looked at once more. */
  readonly onLookDue: () => void;
  /** Files of a journal that could not be read and were moved aside. */
  readonly onMovedAside: (paths: readonly string[]) => void;
  /** Hears what each reading found. */
  readonly onDidRead: (gates: readonly FoundGate[]) => void;
}

/** What could not be looked at when it was due is tried again so much later. */
const looksAgainMs = 5000;

/** Readings do not overlap: whoever asks during one gets the next, which they all share. */
export function createJournalReader(options: JournalReaderOptions): JournalReader {
  type Reading = ReadonlyMap<string, readonly KnownGate[]>;
  /** A gate stays its profile's while it is known, though the profile may have got another sequence since, or have gone. */
  const owners = new Map<string, ReadonlySet<string>>();
  let last: readonly FoundGate[] = [];
  let reading: Promise<Reading | undefined> | undefined;
  let next: Promise<Reading | undefined> | undefined;
  let expiry: NodeJS.Timeout | undefined;
  let look: NodeJS.Timeout | undefined;

  const readOnce = async (): Promise<Reading | undefined> => {
    const found: FoundGate[] = [];
    try {
      for (const { gatekeeper, profilesOf } of options.sources()) {
        const { gates, movedAside } = await gatekeeper.known();
        if (movedAside.length > 0) options.onMovedAside(movedAside);
        for (const gate of gates) {
          const profileIds = new Set([...(owners.get(gate.id) ?? []), ...(await profilesOf(gate))]);
          owners.set(gate.id, profileIds);
          found.push({ gate, profileIds: [...profileIds], gatekeeper });
        }
      }
    } catch {
      return undefined;
    }
    for (const id of owners.keys()) if (!found.some(({ gate }) => gate.id === id)) owners.delete(id);
    last = found;
    options.onDidRead(found);
    return gatesByProfile();
  };

  const gatesByProfile = (): Reading => {
    const byProfile = new Map<string, KnownGate[]>();
    for (const { gate, profileIds } of last) {
      for (const profileId of profileIds) byProfile.set(profileId, [...(byProfile.get(profileId) ?? []), gate]);
    }
    const expiries = last.flatMap(({ gate: { state, runsOutAtMs } }) =>
      state === 'open' && runsOutAtMs !== undefined ? [runsOutAtMs] : [],
    );
    clearTimeout(expiry);
    if (expiries.length > 0) expiry = setTimeout(options.onExpired, Math.min(...expiries) - Date.now() + 1).unref();
    const looks = last.flatMap(({ gate: { awaits } }) => (awaits === undefined ? [] : [awaits.atMs]));
    clearTimeout(look);
    if (looks.length > 0) {
      const inMs = looks.some((atMs) => isLookDue({ atMs })) ? 0 : Math.min(...looks) - Date.now();
      look = setTimeout(options.onLookDue, inMs > 0 ? inMs + 1 : looksAgainMs).unref();
    }
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
    stop() {
      clearTimeout(expiry);
      clearTimeout(look);
    },
  };
}
