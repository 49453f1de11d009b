import { z } from 'zod';
import { profileDraftSchema } from '../profile-draft.ts';
import type { GateView, LoreView } from '../views/gate-view.ts';
import type { ImportPreview } from '../views/import-preview.ts';
import type { NoticeView } from '../views/notice-view.ts';
import type { ProfileView, RevealedSequences } from '../views/profile-view.ts';
import type { PromptView } from '../views/prompt-view.ts';
import type { RehearsalView } from '../views/rehearsal-view.ts';
import type { SessionView } from '../views/session-view.ts';
import { type Settings, settingsChangeSchema } from '../views/settings.ts';
import type { EncryptionView, Snapshot } from '../views/snapshot.ts';
import { type TerminalChoice, terminalMenuState } from '../views/terminal-menu.ts';

/** A call: the schema of its one argument, and the type of its result (known to the compiler only). */
interface Call<Schema extends z.ZodType, Result> {
  readonly argument: Schema;
  readonly result?: Result;
}

const call =
  <Result = void>() =>
  <Schema extends z.ZodType>(argument: Schema): Call<Schema, Result> => ({ argument });

const nothing = z.undefined();
const id = z.string().min(1).max(64);
const aboutOne = z.strictObject({ id });
/** What a terminal may measure; ssh2 writes each as 32 bits. */
const size = { columns: z.int().min(1).max(2000), rows: z.int().min(1).max(2000) };
/** A paste is one call: more than this is not typed by anybody. */
const inputBytes = z.instanceof(Uint8Array).refine((bytes) => bytes.length <= 16_777_216, 'is more than 16 MiB');
/** Profiles that are imported or exported at once. */
const mostAtOnce = 1000;
const manyIds = z
  .array(id)
  .min(1)
  .max(mostAtOnce)
  .refine((ids) => new Set(ids).size === ids.length, 'has one twice');
/** Longer than any passphrase; it bounds what a hostile page can make the app hold. */
const secret = z.string().max(4096);

/**
 * Everything a window can ask of the app: the one table from which the types, the dispatcher's allow-list and the
 * window's client are made.
 */
export const contract = {
  /** Everything at once, for a window that starts; what changes afterwards comes as events. */
  snapshot: call<Snapshot>()(nothing),

  /** Adds or changes a profile. @throws Failure `profile-invalid`, `secrets-unusable`, `data-folder-unusable` */
  'profiles.save': call<ProfileView>()(profileDraftSchema),
  /** Takes a profile out of the list; `profiles.restore` brings it back, secrets included, until the app ends. */
  'profiles.remove': call()(aboutOne),
  'profiles.restore': call<ProfileView>()(aboutOne),
  'profiles.duplicate': call<ProfileView>()(aboutOne),
  /** Shows the sequences, after the person has agreed to it in a dialog of the app's own; undefined when they did not. */
  'profiles.reveal': call<RevealedSequences | undefined>()(aboutOne),
  /** Keeps a login secret. It goes in and never comes out. */
  'profiles.keepSecret': call()(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('password'), id, secret }),
      z.strictObject({ kind: z.literal('passphrase'), id, path: z.string().min(1).max(4096), secret }),
    ]),
  ),
  /** Forgets the password and every passphrase of a profile. */
  'profiles.forgetSecrets': call()(aboutOne),
  /** Has the person choose files and reads them; undefined when nothing was chosen. Nothing is kept yet. */
  'profiles.chooseImport': call<ImportPreview | undefined>()(nothing),
  /** Keeps the chosen ones (by their place in the preview). */
  'profiles.import': call<readonly ProfileView[]>()(
    z.strictObject({ id, chosen: z.array(z.int().min(0)).max(mostAtOnce) }),
  ),
  /** Writes profile files of mode 0600, sequences in clear; gives their folder or file, undefined when cancelled. */
  'profiles.export': call<string | undefined>()(z.strictObject({ ids: manyIds })),
  /** Has the person choose a list of one-time sequences and reads its text, which is a secret; undefined as below. */
  'profiles.chooseList': call<string | undefined>()(nothing),
  /** Has the person choose a key file; undefined when nothing was chosen. */
  'profiles.chooseKey': call<string | undefined>()(nothing),

  /**
   * Opens a gate and keeps it open by hand, with the last one-time sequence only if told. Settles when it is open.
   * @throws Failure as `Gatekeeper.hold` does
   */
  'gates.open': call()(z.strictObject({ id, useLast: z.boolean().optional() })),
  /** Shuts a gate, whoever holds it. How it ended is told by the gate's state and, where it matters, a notice. */
  'gates.close': call()(aboutOne),
  'gates.closeAll': call()(nothing),
  /** Cancels an opening by hand, and a rehearsal. */
  'gates.cancel': call()(aboutOne),
  /** What earlier openings have taught of a profile's gate; undefined: nothing yet. */
  'gates.lore': call<LoreView | undefined>()(aboutOne),
  'gates.forgetLore': call()(aboutOne),
  /** Begins to rehearse a gate, or joins the rehearsal that is under way; what it finds comes as events. */
  'gates.rehearse': call<RehearsalView>()(aboutOne),

  /** Starts a session in a new tab, at once; what happens comes as events. `practice` starts the practice gate. */
  'sessions.start': call<SessionView>()(z.strictObject({ profileId: id, ...size })),
  /** Starts an ended session again, in its tab. */
  'sessions.restart': call<SessionView>()(z.strictObject({ id, ...size })),
  /** The last of a session's output, for a window that has just started; later output comes as events. */
  'sessions.attach': call<{ readonly output: Uint8Array }>()(aboutOne),
  'sessions.input': call()(z.strictObject({ id, bytes: inputBytes })),
  /** The terminal has drawn so many bytes more. */
  'sessions.drawn': call()(z.strictObject({ id, bytes: z.int().min(1).max(1_000_000_000) })),
  'sessions.resize': call()(z.strictObject({ id, ...size })),
  /** Cancels a session that opens, or would begin by itself; ends one that lives: its gate is shut when it was the last. */
  'sessions.end': call()(aboutOne),
  /** Takes an ended session's tab away. */
  'sessions.dismiss': call()(aboutOne),

  /** Answers a question; undefined or false: the person gives up. */
  'prompts.answer': call()(
    z.strictObject({ id, answer: z.union([secret, z.boolean()]).optional(), remember: z.boolean() }),
  ),

  'notices.act': call()(z.strictObject({ id, action: z.enum(['shut', 'mine', 'forget', 'dismiss']) })),
  'settings.change': call<Settings>()(settingsChangeSchema),
  /** What to do on a system without encryption. */
  'encryption.choose': call<EncryptionView>()(z.strictObject({ choice: z.enum(['keep', 'memory']) })),

  /** Shows a terminal's menu, and settles when it has gone. */
  'terminal.menu': call<TerminalChoice | undefined>()(terminalMenuState),
  /** Once for each press of the paste key that the app has seen. @throws Failure `usage` without one */
  'clipboard.read': call<string>()(nothing),
  'clipboard.write': call()(z.strictObject({ text: z.string().max(16_777_216) })),
  /** Opens an address in the system's browser, after the person has confirmed it. Of the web: others may start programs. */
  'links.open': call()(z.strictObject({ url: z.url({ protocol: /^https?$/ }).max(4096) })),
} as const;

export type Contract = typeof contract;
export type CallName = keyof Contract;
/** What goes in: `undefined` for a call without argument. */
export type Argument<Name extends CallName> = z.output<Contract[Name]['argument']>;
export type Result<Name extends CallName> = Contract[Name] extends Call<z.ZodType, infer Value> ? Value : never;

/** What the app implements: one function for each call. */
export type Handlers = {
  readonly [Name in CallName]: (argument: Argument<Name>) => Result<Name> | Promise<Result<Name>>;
};

/** Everything that the app tells its windows. Lists are whole; of gates and sessions come those that changed. */
export interface Events {
  readonly profiles: readonly ProfileView[];
  readonly gates: readonly GateView[];
  readonly rehearsal: RehearsalView;
  readonly session: SessionView;
  readonly 'session-gone': { readonly id: string };
  readonly output: { readonly id: string; readonly bytes: Uint8Array };
  readonly prompts: readonly PromptView[];
  readonly notices: readonly NoticeView[];
  readonly settings: Settings;
  readonly encryption: EncryptionView;
  /** A menu, the tray or a key asks the window to do something. */
  readonly command: WindowCommand;
}

export type WindowCommand =
  | { readonly name: 'show-session'; readonly id: string }
  | { readonly name: 'new-profile' | 'import' | 'settings' | 'search' | 'close-tab' | 'toggle-sidebar' };

export type EventName = keyof Events;
/** An event as it travels. */
export type EventMessage = { readonly [Name in EventName]: readonly [Name, Events[Name]] }[EventName];
