import type { Way } from '../../gate/reach/local-address.ts';
import type { Surroundings } from '../../ports.ts';

export interface NetworkWatchOptions {
  /** The ways that matter now, each with our own address at its beginning. */
  readonly ways: () => readonly Way[];
  readonly ownAddressTowards: Surroundings['ownAddressTowards'];
  /** There is a way again, or another one than before. Of a network that has gone nothing is said until it is back. */
  readonly onDidChange: () => void;
}

export interface NetworkWatch {
  /** Looks at once. Settles when it has. */
  look(): Promise<void>;
  stop(): void;
}

/** A question to the routing table: it costs some 0.2 ms and sends nothing. */
const everyMs = 2000;

/** Watches, while there are ways that matter, which address of our own the system would use on each. */
export function watchNetwork({ ways, ownAddressTowards, onDidChange }: NetworkWatchOptions): NetworkWatch {
  let seen: ReadonlyMap<string, string | undefined> = new Map();
  let looking: Promise<void> | undefined;

  const lookOnce = async () => {
    const now = new Map<string, string | undefined>();
    let hasChanged = false;
    for (const way of ways()) {
      const key = `${way.address} ${way.localAddress}`;
      if (now.has(key)) continue;
      const own = await ownAddressTowards(way);
      const before = seen.has(key) ? seen.get(key) : way.localAddress;
      now.set(key, own);
      if (own !== undefined && own !== before) hasChanged = true;
    }
    seen = now;
    if (hasChanged) onDidChange();
  };
  const look = () => {
    looking ??= lookOnce().finally(() => {
      looking = undefined;
    });
    return looking;
  };
  const timer = setInterval(() => void look(), everyMs).unref();
  return { look, stop: () => clearInterval(timer) };
}
