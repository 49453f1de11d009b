import { asFailure, Failure } from '../../shared/failure.ts';
import type { ProfileView } from '../../shared/views/profile-view.ts';
import { createEmitter } from '../emitter.ts';
import type { OneTimeLists } from '../gate/journal/one-time-lists.ts';
import { openDocument } from '../open-document.ts';
import type { DocumentStore } from '../ports.ts';
import type { SecretKeeping } from '../secrets/secret-keeping.ts';
import type { StoreTrouble } from '../store-trouble.ts';
import { type BoundMark, createBoundMark } from './bound-mark.ts';
import { createListPlaces } from './list-places.ts';
import { noSuchProfile } from './no-such-profile.ts';
import { createProfileSealer, type ProfileSealer } from './profile-sealer.ts';
import { profileViewOf } from './profile-view-of.ts';
import {
  profileDocumentSchema,
  profileDocumentVersion,
  type StoredProfile,
  sealedTexts,
  storedProfileSchema,
} from './stored-profile.ts';

/** A profile and, once it was removed, the place that it comes back to. */
export interface KeptProfile {
  readonly stored: StoredProfile;
  readonly isRemoved: boolean;
}

/** The profiles of the document, those removed since the start, and the one way to change them. */
export interface KeptProfiles {
  readonly sealer: ProfileSealer;
  readonly mark: BoundMark;
  all(): readonly KeptProfile[];
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
   * @param isBinding every login secret is bound after it
   * @throws Failure what `work` throws, `data-folder-unusable`, `profile-invalid` beyond 2,000; then nothing has changed
   */
  change(work: (all: readonly KeptProfile[]) => Promise<readonly KeptProfile[]>, isBinding?: boolean): Promise<void>;
}

/** Nobody has so many; a page that was taken over could make them without end. Those removed since the start count. */
const mostProfiles = 2000;

export interface KeptProfilesOptions {
  readonly store: DocumentStore;
  readonly keeping: SecretKeeping;
  readonly onTrouble: (trouble: StoreTrouble) => void;
  readonly lists: OneTimeLists;
  /** Of the file that notes beside the document that every login secret is bound (`boundMarkPath`). */
  readonly boundMark: string;
}

export async function openKeptProfiles(options: KeptProfilesOptions): Promise<KeptProfiles> {
  const { store, keeping, onTrouble, lists } = options;
  const document = openDocument(store, profileDocumentSchema, profileDocumentVersion, onTrouble);
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
  const mark = createBoundMark({
    inDocument: document.content?.version === 2 ? document.content.loginsBound : undefined,
    isNew: document.content === undefined,
    path: options.boundMark,
    keeping,
  });

  /** @returns why a secret could not be moved to where it may be */
  const commit = async (next: readonly KeptProfile[], isBinding = false) => {
    const settled = await Promise.all(
      next.map(async (kept) => {
        const { stored, failure } = await sealer.settle(kept.stored);
        return { kept: stored === kept.stored ? kept : { ...kept, stored }, failure };
      }),
    );
    const present = settled.flatMap(({ kept }) => (kept.isRemoved ? [] : [sealer.withoutMemory(kept.stored)]));
    const loginsBound = await mark.textFor(isBinding);
    document.write({ version: profileDocumentVersion, loginsBound, profiles: [...present, ...unreadable] });
    await mark.written(loginsBound);
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
    mark,
    all: () => all,
    placeOf: places.of,
    placesMoved,
    find(id, isRemoved = false) {
      const found = all.find((kept) => kept.stored.id === id && kept.isRemoved === isRemoved);
      if (found !== undefined) return found.stored;
      throw noSuchProfile();
    },
    views: () => views,
    onDidChange: listen,
    change: (work, isBinding) =>
      inTurn(async () => {
        const next = await work(all);
        if (next.length > Math.max(all.length, mostProfiles)) throw tooManyProfiles();
        await commit(next, isBinding);
      }),
  };
}

function tooManyProfiles(): Failure {
  const most = mostProfiles.toLocaleString('en');
  return new Failure(
    'profile-invalid',
    `Portcullis keeps ${most} profiles at most, with those deleted since its start.`,
  );
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
