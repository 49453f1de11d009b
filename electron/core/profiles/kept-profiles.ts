import { asFailure, type Failure } from '../../shared/failure.ts';
import type { ProfileView } from '../../shared/views/profile-view.ts';
import { createEmitter } from '../emitter.ts';
import type { OneTimeLists } from '../gate/one-time-lists.ts';
import { openDocument } from '../open-document.ts';
import type { DocumentStore } from '../ports.ts';
import type { SecretKeeping } from '../secrets/secret-keeping.ts';
import type { StoreTrouble } from '../store-trouble.ts';
import { createListPlaces } from './list-places.ts';
import { noSuchProfile } from './no-such-profile.ts';
import { createProfileSealer, type ProfileSealer } from './profile-sealer.ts';
import { profileViewOf } from './profile-view-of.ts';
import { profileDocumentSchema, type StoredProfile, sealedTexts, storedProfileSchema } from './stored-profile.ts';

/** A profile and, once it was removed, the place that it comes back to. */
export interface KeptProfile {
  readonly stored: StoredProfile;
  readonly isRemoved: boolean;
}

/** The profiles of the document, those removed since the start, and the one way to change them. */
export interface KeptProfiles {
  readonly sealer: ProfileSealer;
  /** Where a list of one-time sequences stands, as far as it has been read. */
  placeOf(mark: string): number;
  /** Another process may have used one: reads anew where the lists stand. */
  placesMoved(): Promise<void>;
  /** @throws Failure `profile-unreadable` when there is none, or it was removed (`isRemoved`: or it was not) */
  find(id: string, isRemoved?: boolean): StoredProfile;
  views(): readonly ProfileView[];
  /** @returns the function that ends the subscription */
  onDidChange(listener: (profiles: readonly ProfileView[]) => void): () => void;
  /**
   * Changes the profiles, one change after the other: first on the disk, then here.
   * @throws Failure what `work` throws, `data-folder-unusable`; then nothing has changed
   */
  change(work: (all: readonly KeptProfile[]) => Promise<readonly KeptProfile[]>): Promise<void>;
}

export async function openKeptProfiles(
  store: DocumentStore,
  keeping: SecretKeeping,
  onTrouble: (trouble: StoreTrouble) => void,
  lists: OneTimeLists,
): Promise<KeptProfiles> {
  const document = openDocument(store, profileDocumentSchema, 1, onTrouble);
  const { profiles, unreadable } = sorted(document.content?.profiles ?? []);
  if (unreadable.length > 0) onTrouble({ kind: 'entries-unreadable', count: unreadable.length });

  let all: readonly KeptProfile[] = profiles.map((stored) => ({ stored, isRemoved: false }));
  let views: readonly ProfileView[] = [];
  let turn: Promise<unknown> = Promise.resolve();
  const { emit, listen } = createEmitter<readonly ProfileView[]>();
  const stored = () => all.filter(({ isRemoved }) => !isRemoved).map((kept) => kept.stored);
  const refresh = () => {
    views = stored().map((one) => profileViewOf(one, sealer.isUnreadable, places.of));
    emit(views);
  };
  const places = createListPlaces(lists, () => all.flatMap(({ stored: { knock } }) => knock.oneTime?.mark ?? []));
  const allTexts = () => all.flatMap((kept) => sealedTexts(kept.stored));
  const sealer = createProfileSealer(keeping, allTexts, refresh);

  /** @returns why a secret could not be moved to where it may be */
  const commit = async (next: readonly KeptProfile[]) => {
    const settled = await Promise.all(
      next.map(async (kept) => {
        const { stored, failure } = await sealer.settle(kept.stored);
        return { kept: stored === kept.stored ? kept : { ...kept, stored }, failure };
      }),
    );
    const present = settled.flatMap(({ kept }) => (kept.isRemoved ? [] : [sealer.withoutMemory(kept.stored)]));
    document.write({ version: 1, profiles: [...present, ...unreadable] });
    all = settled.map(({ kept }) => kept);
    await places.read();
    refresh();
    return settled.find(({ failure }) => failure !== undefined)?.failure;
  };
  const inTurn = <Result>(work: () => Promise<Result>) => {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  };

  keeping.onDidChange(() => {
    const tell = (failure: Failure | undefined) => failure && onTrouble({ kind: 'unwritable', failure });
    inTurn(() => commit(all)).then(tell, (thrown) => tell(asFailure(thrown)));
  });
  const placesMoved = async () => {
    if (await places.read()) refresh();
  };
  lists.onDidMove(() => void placesMoved());
  await Promise.all([sealer.probe(), places.read()]);
  refresh();
  return {
    sealer,
    placeOf: places.of,
    placesMoved,
    find(id, isRemoved = false) {
      const found = all.find((kept) => kept.stored.id === id && kept.isRemoved === isRemoved);
      if (found !== undefined) return found.stored;
      throw noSuchProfile();
    },
    views: () => views,
    onDidChange: listen,
    change: (work) => inTurn(async () => void (await commit(await work(all)))),
  };
}

/** The entries that can be read, and the others as they are: those stay in the document, so that nothing is lost. */
function sorted(entries: readonly unknown[]): { profiles: readonly StoredProfile[]; unreadable: readonly unknown[] } {
  const profiles = new Map<string, StoredProfile>();
  const unreadable: unknown[] = [];
  for (const entry of entries) {
    const { success, data } = storedProfileSchema.safeParse(entry);
    if (success && !profiles.has(data.id)) profiles.set(data.id, data);
    else unreadable.push(entry);
  }
  return { profiles: [...profiles.values()], unreadable };
}
