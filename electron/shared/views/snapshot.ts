import type { GateView } from './gate-view.ts';
import type { NoticeView } from './notice-view.ts';
import type { ProfileView } from './profile-view.ts';
import type { PromptView } from './prompt-view.ts';
import type { SessionView } from './session-view.ts';
import type { Settings } from './settings.ts';

/**
 * Whether what is kept can be encrypted. `none`: this system offers no real encryption, and until the person has chosen
 * nothing is kept. `keep`: in a file that only this user can read. `memory`: until the app ends.
 */
export type EncryptionView =
  | { readonly kind: 'system' }
  | { readonly kind: 'none'; readonly choice: 'undecided' | 'keep' | 'memory' };

export interface AppView {
  readonly version: string;
  readonly platform: 'linux' | 'darwin' | 'win32';
  /** The system's user, as whom one logs in where a profile names nobody. */
  readonly userName: string;
  /** The window is a stand-in's in a local browser (it is said for good). */
  readonly isTrial: boolean;
}

/** Everything that a window needs when it starts, and when it starts again after a crash. */
export interface Snapshot {
  readonly app: AppView;
  readonly settings: Settings;
  readonly encryption: EncryptionView;
  readonly profiles: readonly ProfileView[];
  /** Those that are not shut. */
  readonly gates: readonly GateView[];
  readonly sessions: readonly SessionView[];
  readonly prompts: readonly PromptView[];
  readonly notices: readonly NoticeView[];
}
