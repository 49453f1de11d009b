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

/** One JSON document that a host keeps (desktop: electron-store). Writing is atomic. */
export interface DocumentStore {
  /** The document; `damaged` when the file is not JSON. @throws Failure `data-folder-unusable` when it cannot be read */
  read(): { readonly kind: 'absent' | 'damaged' } | { readonly kind: 'document'; readonly value: unknown };
  /** @throws Failure `data-folder-unusable` with what the system said (disk full, read-only) */
  write(document: object): void;
  /** Moves the file aside with its content kept, so that a new one can be begun. @returns where it is now */
  setAside(why: 'damaged' | 'newer'): string;
}

/** The operating system's own encryption (desktop: safeStorage). */
export interface SystemEncryption {
  /** False where there is none, or where it is none in truth (Electron's `basic_text`). */
  isReal(): Promise<boolean>;
  encrypt(plain: string): Promise<Uint8Array>;
  /** @throws when it was encrypted by another user, on another machine, or was changed */
  decrypt(encrypted: Uint8Array): Promise<string>;
}

/** What a host tells of the machine around it. */
export interface Surroundings {
  /** Hears when the machine has woken from sleep. @returns the end of it */
  onDidWake(listener: () => void): () => void;
  /** Our own address on the way to one; undefined where there is no way. Sends nothing. */
  ownAddressTowards(to: { readonly address: string; readonly family: 4 | 6 }): Promise<string | undefined>;
  /** All addresses that this machine has. */
  ownAddresses(): ReadonlySet<string>;
}
