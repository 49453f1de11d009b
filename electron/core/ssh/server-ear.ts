import type { Client } from 'ssh2';
import { plainServerText } from '../../shared/server-text.ts';
import type { Line } from '../gate/reach/line.ts';
import { hearOffer, type Offer, ownOffer } from './quirks/hear-offer.ts';
import { hearWords } from './quirks/hear-words.ts';
import { onGreeting } from './quirks/on-greeting.ts';
import type { Heard } from './session-failures.ts';

/** Hears what a server says of itself, for whoever has to tell why a connection came to nothing. */
export interface ServerEar {
  /** Begins to listen, once ssh2 has the connection and before anything has flowed. */
  listen(): void;
  /** The server has told something, and the person is to know. */
  tell(text: string): void;
  /** It is being asked to let somebody in, once more or for the first time. */
  asked(): void;
  loggedIn(): void;
  heard(): Omit<Heard, 'isAsking'>;
}

/** As much of a banner is shown (old ones have 10 kB, ssh2 takes no packet of more than 35), and of all that a server says before the login. */
const longestBanner = 32 * 1024;
const mostTold = 65_536;

/** @param plan.onBanner gets what the server tells, made plain */
export function createEar(
  plan: {
    readonly socket: Line;
    readonly onBanner: (text: string) => void;
    readonly onGreeted?: (() => void) | undefined;
  },
  client: Client,
): ServerEar {
  let preamble = () => '';
  let theirs: () => Offer | undefined = () => undefined;
  let hasGreeted = false;
  let isLoggingIn = false;
  let lately = '';
  let farewell = '';
  let told = 0;
  let asks = 0;
  const tell = (text: string) => {
    if (told >= mostTold) return;
    told += text.length;
    lately += `${text}\n`;
    plan.onBanner(plainServerText(text, longestBanner));
  };
  return {
    tell,
    listen() {
      preamble = onGreeting(plan.socket, () => {
        hasGreeted = true;
        plan.onGreeted?.();
      });
      theirs = hearOffer(plan.socket);
      hearWords(client, {
        told: tell,
        disconnected(text) {
          farewell = text;
        },
      });
    },
    asked() {
      isLoggingIn = true;
      asks += 1;
      // The first time it is only asked what it takes, and shows the banner that everybody gets (RFC 4252, 5.2 and 5.4).
      if (asks === 2) lately = '';
    },
    loggedIn() {
      isLoggingIn = false;
      lately = '';
    },
    heard: () => ({
      hasGreeted,
      isLoggingIn,
      preamble: preamble(),
      lastWords: `${lately}${farewell}`,
      offers: { theirs: theirs(), ours: ownOffer(client) },
    }),
  };
}
