/**
 * Encrypts what lies on the disk. The command line's is a key file, the desktop's is the system's own store.
 * Sealed values are text and fit in JSON.
 */
export interface Vault {
  seal(plain: string): Promise<string>;
  /** @throws Failure `secrets-unusable` when the text was sealed with another key or was changed */
  unseal(sealed: string): Promise<string>;
  /** A keyed fingerprint, 32 hexadecimal digits: names a secret without telling it, and cannot be tried out offline. */
  mark(text: string): Promise<string>;
}

/** Finds the addresses of a host name in the order the system prefers; its errors are those of `dns.lookup`. */
export type Lookup = (host: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;

/** What a host (command line, desktop) hands the core. */
export interface Ports {
  /** The folder of this user's journal and host keys; every process of this user must name the same one. */
  readonly dataFolder: string;
  readonly vault: Vault;
  readonly lookup: Lookup;
  /** known_hosts files besides our own; they are only read. */
  readonly knownHostsFiles: readonly string[];
}
