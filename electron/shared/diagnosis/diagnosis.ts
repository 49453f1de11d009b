import type { Cause } from './causes.ts';

/** The classes of what can be observed of an attempt that did not go as it should. Stable: scripts hang on them. */
export type Observed =
  /** Nothing came back, neither before the knocks nor after them. */
  | 'silence'
  /** The port refused, before the knocks and after them. */
  | 'refused'
  /** A firewall or a router said that it cannot be reached, before the knocks and after them. */
  | 'unreachable'
  /** It answered before the knocks, and was silent after them. */
  | 'fell-silent'
  /** It was open before anything was knocked. */
  | 'open-before'
  /** The gate opened, and what answered is no SSH server, or says nothing. */
  | 'not-ssh'
  /** The gate opened, and the connection died before the login was over. */
  | 'opened-then-shut'
  /** The sequence takes so much longer than the daemon surely waits, `seqTimeoutS` - 1 seconds, that no luck was likely. */
  | 'too-slow'
  /** It stayed shut, and the host answers at its address of the other family. */
  | 'other-family'
  /** This computer did not let the packets out. */
  | 'local-firewall'
  /** This computer has no way to the address. */
  | 'no-route'
  | 'name-unknown'
  /** The knocks made the port refuse that did not before: the firewall opened, and nothing listens behind it. */
  | 'nothing-listens';

/** What an attempt that did not go as it should comes to. No port of a sequence is in it. */
export interface Diagnosis {
  readonly observed: Observed;
  /** What was seen, in a sentence or two. */
  readonly seen: string;
  /** The commonest first. */
  readonly causes: readonly Cause[];
}
