import type { GateHold } from '../../gate/holding/hold-once.ts';
import type { GateBoard } from './gate-board.ts';
import { notShut } from './not-shut.ts';

/** Gates that stay open for a while after the last session of this app, and are shut then. */
export interface DelayedShuts {
  /** Takes a hold over whose session is over. It is shut at that time, in milliseconds since 1970. */
  add(profileId: string, hold: GateHold, shutsAtMs: number): void;
  /** Profiles whose gates wait to be shut, or are being shut. */
  pending(): readonly string[];
  /** Nobody waits any more: all are shut now, those that come later too. Settles when that is over; never rejects. */
  endAll(): Promise<void>;
}

interface Waiting {
  readonly profileId: string;
  readonly shut: () => Promise<void>;
}

/** A timer stands while the computer sleeps, the clock does not. */
const looksAgainMs = 15_000;

export function createDelayedShuts(board: GateBoard, shutSignal: AbortSignal): DelayedShuts {
  const waiting = new Set<Waiting>();
  let isEnding = false;

  const shut = async (profileId: string, hold: GateHold): Promise<void> => {
    // It is the end of the session, only later.
    const operation = board.begin(profileId, 'session');
    const ending = await hold.release({ observer: operation, shutSignal }).catch(notShut);
    await operation.finish({ ending });
  };

  return {
    add(profileId, hold, shutsAtMs) {
      let shutting: Promise<void> | undefined;
      const one: Waiting = {
        profileId,
        shut() {
          clearTimeout(timer);
          shutting ??= shut(profileId, hold).finally(() => waiting.delete(one));
          return shutting;
        },
      };
      let timer: NodeJS.Timeout | undefined;
      const wait = () => {
        const leftMs = isEnding ? 0 : shutsAtMs - Date.now();
        if (leftMs > 0) timer = setTimeout(wait, Math.min(leftMs, looksAgainMs));
        else void one.shut();
      };
      waiting.add(one);
      wait();
    },
    pending: () => [...waiting].map(({ profileId }) => profileId),
    async endAll() {
      isEnding = true;
      await Promise.all([...waiting].map((one) => one.shut()));
    },
  };
}
