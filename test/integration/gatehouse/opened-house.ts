import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createEmitter } from '../../../electron/core/emitter.ts';
import { learn } from '../../../electron/core/gate/learned/gate-lore.ts';
import { createGatehouse, type Gatehouse } from '../../../electron/core/gatehouse/gatehouse.ts';
import { noticeOfRemovedSecrets } from '../../../electron/core/gatehouse/notices/secret-notices.ts';
import { networkSurroundings } from '../../../electron/core/network-surroundings.ts';
import type { Surroundings } from '../../../electron/core/ports.ts';
import type { PracticeGate } from '../../../electron/core/practice/practice-gate.ts';
import { boundMarkPath } from '../../../electron/core/profiles/bound-mark.ts';
import { openProfileLibrary, type ProfileLibrary } from '../../../electron/core/profiles/profile-library.ts';
import { openSecretKeeping } from '../../../electron/core/secrets/secret-keeping.ts';
import { createServices, type Services } from '../../../electron/core/services.ts';
import type { EventMessage } from '../../../electron/shared/contract/contract.ts';
import { gatePlanOf } from '../../../electron/shared/gate-plan.ts';
import type { ProfileDraft } from '../../../electron/shared/profile-draft.ts';
import type { GateView } from '../../../electron/shared/views/gate-view.ts';
import type { ProfileView } from '../../../electron/shared/views/profile-view.ts';
import type { PromptView } from '../../../electron/shared/views/prompt-view.ts';
import type { SessionView } from '../../../electron/shared/views/session-view.ts';
import { fileDocument } from '../../support/file-document.ts';
import { testUser } from '../../support/kept-secret-of.ts';
import { makePorts, provenLore } from '../../support/made-gate.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { startWatchedGate, type WatchedGate } from '../practice/visitor.ts';

export const size = { columns: 80, rows: 24 };

export interface OpenedHouse {
  readonly house: Gatehouse;
  readonly profiles: ProfileLibrary;
  readonly services: Services;
  readonly folder: string;
  readonly events: readonly EventMessage[];
  /** Settles as soon as `look` gives something; it is asked now and after each event. */
  until<T>(look: () => T | undefined | false): Promise<T>;
  session(id: string): SessionView;
  reached(id: string, state: SessionView['state']): Promise<SessionView>;
  gate(profileId: string): GateView;
  gateReached(profileId: string, state: GateView['state']): Promise<GateView>;
  /** The machine wakes from sleep. */
  wake(): void;
  /** The next question of a kind. */
  asked(kind: PromptView['question']['kind']): Promise<PromptView>;
  /** What a session has sent to the window so far. */
  text(id: string): string;
  wrote(id: string, text: string): Promise<void>;
  type(id: string, text: string): void;
}

export interface HouseOptions {
  readonly folder?: string;
  readonly choice?: 'keep' | 'memory';
  /** A window that draws at once; false: nobody draws. */
  readonly draws?: boolean;
  /** What happens to a lost session: `ask` unless told. */
  readonly reconnect?: 'ask' | 'auto';
  /** The network that the house sees; the machine's own unless told. */
  readonly network?: Pick<Surroundings, 'ownAddressTowards' | 'ownAddresses'>;
}

/** The gatehouse over the real core, a folder of its own and no window. */
export async function openHouse({
  folder = temporaryFolder(),
  choice = 'keep',
  draws = true,
  reconnect = 'ask',
  network = networkSurroundings,
}: HouseOptions = {}): Promise<OpenedHouse> {
  const ports = makePorts(folder);
  const services = createServices(ports);
  const keeping = await openSecretKeeping({
    system: undefined,
    keyFile: join(folder, 'vault-key'),
    savedChoice: choice,
    onChosen: () => undefined,
  });
  const profiles = await openProfileLibrary({
    store: fileDocument(join(folder, 'profiles.json')),
    keeping,
    onTrouble: () => undefined,
    lists: services.lists,
    boundMark: boundMarkPath(folder),
    userName: testUser,
    // What is found before there is a house is told as soon as there is one.
    onRemoved: (removed) => queueMicrotask(() => house.addNotice(noticeOfRemovedSecrets(removed))),
  });
  const wakes = createEmitter<void>();
  const house = createGatehouse({
    services,
    profiles,
    mayKeep: keeping.mayKeep,
    dataFolder: folder,
    environment: {},
    userName: testUser,
    surroundings: { ...network, onDidWake: wakes.listen },
    reconnect: () => reconnect,
  });
  const events: EventMessage[] = [];
  const outputs = new Map<string, Uint8Array[]>();
  const waiting = new Set<() => void>();
  house.onDidHappen((message) => {
    events.push(structuredClone(message));
    if (message[0] === 'output') {
      const { id, bytes } = message[1];
      outputs.set(id, [...(outputs.get(id) ?? []), bytes]);
      if (draws) queueMicrotask(() => house.drawn(id, bytes.length));
    }
    for (const look of [...waiting]) look();
  });
  onTestFinished(async () => {
    await house.endAll(3000);
    await house.stop();
  });

  const until = <T>(look: () => T | undefined | false): Promise<T> =>
    new Promise((resolve) => {
      const again = () => {
        const found = look();
        if (found === undefined || found === false) return;
        waiting.delete(again);
        resolve(found);
      };
      waiting.add(again);
      again();
    });
  const session = (id: string) => {
    const found = house.sessions().find((view) => view.id === id);
    if (found === undefined) throw new Error(`no session ${id}`);
    return found;
  };
  const gate = (profileId: string) => {
    const found = house.gates().find((view) => view.profileId === profileId);
    if (found === undefined) throw new Error(`no gate ${profileId}`);
    return found;
  };
  const text = (id: string) => Buffer.concat(outputs.get(id) ?? []).toString('utf8');
  return {
    house,
    profiles,
    services,
    folder,
    events,
    until,
    session,
    gate,
    reached: (id, state) => until(() => session(id).state === state && session(id)),
    gateReached: (profileId, state) => until(() => gate(profileId).state === state && gate(profileId)),
    wake: () => wakes.emit(),
    asked: (kind) => until(() => house.prompts().find(({ question }) => question.kind === kind)),
    text,
    wrote: async (id, wanted) => void (await until(() => text(id).includes(wanted))),
    type: (id, keys) => house.input(id, new TextEncoder().encode(keys)),
  };
}

/** What a profile has beside, or instead of, what reaches its gate. */
type MoreOfProfile = Partial<ProfileDraft['knock']> & { readonly name?: string };

/** Keeps a profile for a gate that stands in for a server. */
export function saveProfileOf(
  { profiles }: OpenedHouse,
  gate: PracticeGate,
  more: MoreOfProfile = {},
): Promise<ProfileView> {
  const { name = 'web', ...knocking } = more;
  const { open, close, ...rest } = gate.profile.knock;
  return profiles.save({
    name,
    isFavourite: false,
    host: gate.profile.host,
    port: gate.port,
    user: gate.user,
    auth: { kind: 'password' },
    knock: {
      ...rest,
      delayMs: 10,
      deadlineS: 3,
      sequences: { open, ...(close === undefined ? {} : { close }) },
      ...knocking,
    },
  });
}

/** The gate was seen open and shut before: at one that nobody knows the dials of a few sessions would be too many. */
export async function knowGate(
  { folder }: Pick<OpenedHouse, 'folder'>,
  { profile, port }: PracticeGate,
  { sequences }: MoreOfProfile = {},
): Promise<void> {
  const knock = { ...profile.knock, ...sequences };
  await learn(makePorts(folder), gatePlanOf({ ...profile, port, knock }), () => provenLore);
}

export interface HouseWithGate extends OpenedHouse {
  readonly watched: WatchedGate;
  readonly practised: PracticeGate;
  /** The profile of that gate, `web`. */
  readonly profileId: string;
}

/** A house with the profile of one gate. */
export async function openHouseWithGate(
  more: MoreOfProfile | ((gate: PracticeGate) => MoreOfProfile) = {},
  options: HouseOptions = {},
): Promise<HouseWithGate> {
  const opened = await openHouse(options);
  const watched = await startWatchedGate();
  const given = typeof more === 'function' ? more(watched.gate) : more;
  const { id } = await saveProfileOf(opened, watched.gate, given);
  await knowGate(opened, watched.gate, given);
  return { ...opened, watched, practised: watched.gate, profileId: id };
}

/** Answers what a first login at a gate asks. */
export async function logIn({ asked, house }: OpenedHouse, password: string): Promise<void> {
  await house.answerPrompt((await asked('host-key')).id, true, false);
  await house.answerPrompt((await asked('password')).id, password, false);
}
