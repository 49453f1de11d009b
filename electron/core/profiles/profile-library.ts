import { randomUUID } from 'node:crypto';
import { type Account, isSameHost } from '../../shared/account.ts';
import { asFailure, Failure } from '../../shared/failure.ts';
import { formatProfile, type Profile, profileInvalid } from '../../shared/profile.ts';
import { type ProfileDraft, profileDraftSchema } from '../../shared/profile-draft.ts';
import type { ImportPreview } from '../../shared/views/import-preview.ts';
import type { ProfileView, RevealedSequences } from '../../shared/views/profile-view.ts';
import { parseJson } from '../files/parse-json.ts';
import type { SecretPlace } from './bound-secret.ts';
import { copyName, importedName } from './free-name.ts';
import { createKeptLogins, type Fitting } from './kept-logins.ts';
import { type KeptProfile, type KeptProfilesOptions, openKeptProfiles } from './kept-profiles.ts';
import { loginTexts, withLoginTexts } from './login-texts.ts';
import { idOfWayIn, nameOfWayIn, refuseCircle } from './named-way-in.ts';
import { type ReadImport, readImport } from './profile-import.ts';
import type { RemovedSecrets } from './removed-secrets.ts';
import { sealedPartOf } from './sealed-part.ts';
import {
  draftOf,
  profileWith,
  type SealedPart,
  type Sequences,
  type StoredProfile,
  sequencesSchema,
  storedOf,
} from './stored-profile.ts';
import { writeExport } from './write-export.ts';

/**
 * The profiles of this user. Changes come one after the other, and a change that cannot be written down is not made.
 * Calls about a profile that is not there fail with `profile-unreadable`.
 */
export interface ProfileLibrary {
  list(): readonly ProfileView[];
  /** @returns the function that ends the subscription */
  onDidChange(listener: (profiles: readonly ProfileView[]) => void): () => void;
  /** Another process may have used a one-time sequence: reads anew where the lists stand. Never fails. */
  placesMoved(): Promise<void>;
  /** The whole profile. @throws Failure `secrets-unusable` when its sequences cannot be read */
  profile(id: string): Promise<Profile>;
  /**
   * Login secrets that are for another account than the profile now names, or for a key that it names no more, are removed.
   * @throws Failure `profile-invalid`, `secrets-unusable`, `data-folder-unusable`
   */
  save(draft: ProfileDraft): Promise<ProfileView>;
  /** Takes it out of the document; `restore` puts it back in its place, secrets included, until the process ends. */
  remove(id: string): Promise<void>;
  restore(id: string): Promise<ProfileView>;
  /** Puts a copy behind the original, with its secrets. */
  duplicate(id: string): Promise<ProfileView>;
  /** @throws Failure `secrets-unusable` */
  reveal(id: string): Promise<RevealedSequences>;
  /** As `KeptLogins.keep`. */
  keepSecret(id: string, place: SecretPlace & { readonly secret: string }, account?: Account): Promise<void>;
  /** As `KeptLogins.kept`. */
  keptSecret(id: string, place: SecretPlace, account: Account): Promise<string | undefined>;
  /** Why a secret that was kept is asked for again; once for each. */
  whyGone(id: string, place: SecretPlace): string | undefined;
  forgetSecrets(id: string): Promise<void>;
  /** Whether any profile keeps a login secret for a place, those that can be restored included. */
  keepsSecretFor(host: string, port: number): boolean;
  /** Notes when it was used last; where that cannot be written down it is told once, and no failure. */
  used(id: string, atMs: number): Promise<void>;
  /** Reads profile files and holds them until they are imported, or others are read. */
  readImport(files: readonly { readonly name: string; readonly path: string }[]): Promise<ImportPreview>;
  /** @param chosen places in the preview; @throws Failure `usage` when the preview is held no more */
  importChosen(id: string, chosen: readonly number[]): Promise<readonly ProfileView[]>;
  /** Writes a profile file of mode 0600. @throws Failure `secrets-unusable`, `data-folder-unusable` */
  exportTo(id: string, path: string): Promise<void>;
}

export interface ProfileLibraryOptions extends KeptProfilesOptions {
  /** The system's user, who is meant where a profile names none. */
  readonly userName: string;
  /** Login secrets did not belong to their profile any more, and are gone. */
  readonly onRemoved: (removed: RemovedSecrets) => void;
}

/**
 * Opens the profiles of a document. One that cannot be read is set aside, and `onTrouble` hears of it.
 */
export async function openProfileLibrary(options: ProfileLibraryOptions): Promise<ProfileLibrary> {
  const { lists } = options;
  const kept = await openKeptProfiles(options);
  const { sealer } = kept;
  const logins = createKeptLogins({ ...options, kept });
  let heldImport: ReadImport | undefined;
  let hasToldUsed = false;

  const viewOf = (id: string): ProfileView => {
    const view = kept.views().find((one) => one.id === id);
    if (view === undefined) throw new Error('A profile that was just written is not there.');
    return view;
  };
  const names = () => new Set(kept.views().map(({ name }) => name));
  const update = async (id: string, change: (stored: StoredProfile) => StoredProfile | Promise<StoredProfile>) => {
    await kept.change(async (all) => {
      const changed = await change(kept.find(id));
      return all.map((one) => (one.stored.id === id ? { ...one, stored: changed } : one));
    });
  };
  const setRemoved = (id: string, isRemoved: boolean) =>
    kept.change((all) => {
      kept.find(id, !isRemoved);
      return Promise.resolve(all.map((one) => (one.stored.id === id ? { ...one, isRemoved } : one)));
    });
  const sequencesOf = async ({ name, knock }: StoredProfile): Promise<Sequences> => {
    const plain = knock.sealed === undefined ? '' : await sealer.unseal(knock.sealed);
    // Not every system's encryption notices that it decrypts with another key.
    const sequences = sequencesSchema.safeParse(parseJson(plain));
    if (sequences.success) return sequences.data;
    throw new Failure('secrets-unusable', `The sequences of ${name} are not known any more.`, {
      remedy: 'Type them again in the profile.',
    });
  };
  const profile = async (id: string) => {
    const stored = kept.find(id);
    const { oneTime } = stored.knock;
    return profileWith(
      stored,
      await sequencesOf(stored),
      oneTime === undefined ? 0 : await lists.placeOf(oneTime.mark),
    );
  };
  /** What a draft seals anew; undefined where what is sealed stays. */
  const partOf = async (draft: ProfileDraft, before: StoredProfile | undefined): Promise<SealedPart | undefined> => {
    if (draft.knock.sequences !== undefined) return sealedPartOf(draft, draft.knock.sequences, { sealer, lists });
    if (before?.knock.oneTime === undefined || isSamePlace(draft, before)) return undefined;
    // A list is known by its gate: it goes with the profile to another host name, and stands there as it stood.
    const part = await sealedPartOf(draft, await sequencesOf(before), { sealer, lists });
    if (part.oneTime !== undefined)
      await lists.moveTo(part.oneTime.mark, await lists.placeOf(before.knock.oneTime.mark));
    return part;
  };

  return {
    list: kept.views,
    onDidChange: kept.onDidChange,
    placesMoved: kept.placesMoved,
    profile,
    async save(given) {
      const draft = profileDraftSchema.safeParse(given);
      if (!draft.success) throw profileInvalid(draft.error);
      const { id, knock } = draft.data;
      refuseCircle({ ...draft.data, id: id ?? 'new' }, kept.views());
      const before = id === undefined ? undefined : kept.find(id);
      const secret = await partOf(draft.data, before);
      const list = (secret ?? before?.knock)?.oneTime;
      if (list !== undefined && knock.oneTimeNext !== undefined) {
        await lists.moveTo(list.mark, Math.min(knock.oneTimeNext - 1, list.count));
      }
      if (id !== undefined) {
        let fitting: Fitting | undefined;
        await update(id, (present) => {
          fitting = logins.fitting(storedOf(draft.data, present, secret), present);
          return fitting.stored;
        });
        logins.tell(fitting?.removed ?? []);
        return viewOf(id);
      }
      const stored = storedOf(draft.data, { id: randomUUID() }, secret);
      await kept.change((all) => Promise.resolve([...all, { stored, isRemoved: false }]));
      return viewOf(stored.id);
    },
    remove: (id) => setRemoved(id, true),
    async restore(id) {
      await setRemoved(id, false);
      return viewOf(id);
    },
    async duplicate(id) {
      const copyId = randomUUID();
      await kept.change((all) => {
        const { lastUsedAtMs, ...original } = kept.find(id);
        const copy = { ...original, id: copyId, name: copyName(original.name, names()), isFavourite: false };
        return Promise.resolve(
          all.flatMap((one) => (one.stored.id === id ? [one, { stored: copy, isRemoved: false }] : [one])),
        );
      });
      return viewOf(copyId);
    },
    async reveal(id) {
      const { open, oneTime, close, udpPayloadHex } = await sequencesOf(kept.find(id));
      return { open, oneTime, close, udpPayloadHex };
    },
    keepSecret: (id, { secret, ...place }, account) => logins.keep(id, place, secret, account),
    keptSecret: logins.kept,
    whyGone: logins.whyGone,
    forgetSecrets: (id) => update(id, (stored) => withLoginTexts(stored, [])),
    keepsSecretFor: (host, port) =>
      kept
        .all()
        .some(
          ({ stored }) =>
            loginTexts(stored).length > 0 && isSameHost(stored.host, host) && (stored.port ?? 22) === port,
        ),
    async used(id, atMs) {
      try {
        await update(id, (stored) => ({ ...stored, lastUsedAtMs: atMs }));
      } catch (thrown) {
        const failure = asFailure(thrown);
        if (failure.code !== 'data-folder-unusable') throw thrown;
        if (!hasToldUsed) options.onTrouble({ kind: 'unwritable', failure });
        hasToldUsed = true;
      }
    },
    async readImport(files) {
      heldImport = await readImport(files, names());
      return heldImport.preview;
    },
    async importChosen(id, chosen) {
      if (heldImport?.preview.id !== id) {
        throw new Failure('usage', 'These profile files are not at hand any more.', { remedy: 'Choose them again.' });
      }
      const { profiles } = heldImport;
      const places = [...new Set(chosen)];
      const taken = names();
      const imported: KeptProfile[] = [];
      const chosenFiles = places.flatMap((place) => {
        const [profile, item] = [profiles[place], heldImport?.preview.items[place]];
        return profile === undefined || item === undefined ? [] : [{ id: randomUUID(), file: item.file, profile }];
      });
      const atHand = chosenFiles.map(({ id: newId, file, profile }) => ({ id: newId, file, name: profile.name }));
      for (const { id: newId, profile } of chosenFiles) {
        const name = importedName(profile.name, taken);
        taken.add(name);
        const others = [...atHand.filter((other) => other.id !== newId), ...kept.views()];
        const { sequences, ...draft } = draftOf({ ...profile, name, via: idOfWayIn(profile.via, others) });
        const part = await sealedPartOf(profile, sequences, { sealer, lists });
        const place = (profile.knock.oneTimeNext ?? 1) - 1;
        const mark = part.oneTime?.mark;
        // What was used here stays used, whatever an older file says.
        if (mark !== undefined && place > (await lists.placeOf(mark))) await lists.moveTo(mark, place);
        const stored = storedOf(draft, { id: newId }, part);
        imported.push({ stored, isRemoved: false });
      }
      await kept.change((all) => Promise.resolve([...all, ...imported]));
      heldImport = undefined;
      return imported.map(({ stored }) => viewOf(stored.id));
    },
    async exportTo(id, path) {
      const whole = await profile(id);
      await writeExport(path, formatProfile({ ...whole, via: nameOfWayIn(whole.via, kept.views()) }));
    },
  };
}

function isSamePlace(one: Pick<ProfileDraft, 'host' | 'port'>, other: Pick<ProfileDraft, 'host' | 'port'>): boolean {
  return one.host === other.host && (one.port ?? 22) === (other.port ?? 22);
}
