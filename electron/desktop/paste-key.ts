import type { WebContents } from 'electron';
import { Failure } from '../shared/failure.ts';

/** What Electron tells of a key before a page hears of it. */
export interface SeenKey {
  readonly type: string;
  readonly key: string;
  readonly control: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
}

/** The keys by which a terminal is pasted into, as its own `terminalAction` has them. */
export function isPasteKey({ type, key, control, shift, alt, meta }: SeenKey, platform: NodeJS.Platform): boolean {
  if (type !== 'keyDown' || alt || key.toLowerCase() !== 'v') return false;
  return platform === 'darwin' ? meta && !control && !shift : control && shift && !meta;
}

/** The page asks at once, or another one does. */
const validMs = 1000;

/** Lets the clipboard be read once for each paste. */
export interface PasteGrants {
  /** The person has pasted. */
  grant(): void;
  /** Uses the grant up. @throws Failure `usage` where there is none */
  use(): void;
}

/** @param nowMs a clock that only goes on */
export function createPasteGrants(nowMs: () => number): PasteGrants {
  let grantedMs = Number.NEGATIVE_INFINITY;
  return {
    grant() {
      grantedMs = nowMs();
    },
    use() {
      const isGranted = nowMs() - grantedMs <= validMs;
      grantedMs = Number.NEGATIVE_INFINITY;
      if (!isGranted) throw new Failure('usage', 'The clipboard is read only when you paste.');
    },
  };
}

/** Grants a reading for each paste key that the main process sees: a page cannot press one. */
export function grantPasteKeys(contents: WebContents, grants: PasteGrants): void {
  contents.on('before-input-event', (_event, seen) => {
    if (isPasteKey(seen, process.platform)) grants.grant();
  });
}
