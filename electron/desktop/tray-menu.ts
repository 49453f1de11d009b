import type { MenuItemConstructorOptions } from 'electron';
import type { GateState, GateView } from '../shared/views/gate-view.ts';
import type { NoticeView } from '../shared/views/notice-view.ts';
import type { ProfileView } from '../shared/views/profile-view.ts';
import { practiceProfileId } from '../shared/views/session-view.ts';

/** What the tray shows. */
export interface TrayModel {
  readonly profiles: readonly ProfileView[];
  readonly gates: readonly GateView[];
  readonly notices: readonly NoticeView[];
  readonly nowMs: number;
}

/** What the tray can do. */
export interface TrayActions {
  connect(profileId: string): void;
  openGate(profileId: string): void;
  closeGate(profileId: string): void;
  closeAll(): void;
  show(): void;
  quit(): void;
}

/** More would not fit; the window has them all. */
const mostProfiles = 10;

/** Which of the three images: something to deal with goes before an open gate. */
export function trayImageOf({ gates, notices }: TrayModel): 'shut' | 'open' | 'attention' {
  if (gates.some(isUnknown) || notices.some(isAboutGate)) return 'attention';
  return gates.some(isOpen) ? 'open' : 'shut';
}

/** What the tray says under the pointer. */
export function trayTooltip(model: TrayModel): string {
  const sentences = [
    sentenceOf(model, model.gates.filter(isOpen), ['is open', 'are open']),
    sentenceOf(model, model.gates.filter(isUnknown), ['may be open', 'may be open']),
  ].filter((sentence) => sentence !== undefined);
  if (sentences.length > 0) return `Portcullis: ${sentences.join('; ')}`;
  // A notice may be about a gate that no profile shows.
  return model.notices.some(isAboutGate) ? 'Portcullis: a gate needs you' : 'Portcullis: every gate is shut';
}

function sentenceOf(model: TrayModel, gates: readonly GateView[], [one, several]: readonly [string, string]) {
  if (gates.length === 0) return undefined;
  if (gates.length > 3) return `${gates.length} gates ${several}`;
  return `${gates.map(({ profileId }) => nameOf(model, profileId)).join(', ')} ${gates.length === 1 ? one : several}`;
}

const minuteMs = 60_000;
/** A menu that changes each second could not be read. */
const countsDownByMs = 5000;

/** After how long the menu would read differently; undefined: not by itself. */
export function redrawAfterMs({ gates, nowMs }: TrayModel): number | undefined {
  const open = gates.filter(isOpen);
  if (open.some(({ shuts }) => shuts !== undefined && shuts.atMs - nowMs <= 2 * minuteMs)) return countsDownByMs;
  return open.some(({ openedAtMs, shuts }) => openedAtMs !== undefined || shuts !== undefined) ? minuteMs : undefined;
}

/** The menu: open gates with their age, then favourites and recents, then everything else that the tray can do. */
export function trayMenu(model: TrayModel, actions: TrayActions): MenuItemConstructorOptions[] {
  const watched = model.gates.filter(({ state }) => state !== 'shut');
  const canCloseAny = watched.some(({ state }) => state !== 'failed');
  const watchedIds = new Set(watched.map(({ profileId }) => profileId));
  const others = favouritesAndRecents(model.profiles.filter(({ id }) => !watchedIds.has(id)));
  const item = (profileId: string, gate: GateView | undefined) => profileItem(model, profileId, gate, actions);
  const line: MenuItemConstructorOptions = { type: 'separator' };
  return [
    ...byAge(watched).map((gate) => item(gate.profileId, gate)),
    ...(watched.length > 0 ? [line] : []),
    ...others.map(({ id }) => item(id, undefined)),
    ...(others.length > 0 ? [line] : []),
    { id: 'close-all', label: 'Close all gates', enabled: canCloseAny, click: () => actions.closeAll() },
    line,
    { id: 'show', label: 'Show Portcullis', click: () => actions.show() },
    { id: 'quit', label: 'Quit', click: () => actions.quit() },
  ];
}

function profileItem(
  model: TrayModel,
  profileId: string,
  gate: GateView | undefined,
  actions: TrayActions,
): MenuItemConstructorOptions {
  const state = gate?.state ?? 'shut';
  const tail = gate === undefined ? '' : ` · ${wordsOf(gate, model.nowMs)}`;
  const moves = state === 'knocking' || state === 'dialling' || state === 'closing';
  // Without a closing sequence nothing can be knocked; a gate that is shut has nothing to close.
  const closing = model.profiles.find(({ id }) => id === profileId)?.closing;
  const canClose = state !== 'shut' && !moves && (closing !== undefined || profileId === practiceProfileId);
  return {
    id: `profile:${profileId}`,
    label: escapeLabel(`${nameOf(model, profileId)}${tail}`),
    submenu: [
      { id: `connect:${profileId}`, label: 'Knock and connect', click: () => actions.connect(profileId) },
      {
        id: `open:${profileId}`,
        label: 'Open gate',
        enabled: !moves && gate?.isHeldByHand !== true,
        click: () => actions.openGate(profileId),
      },
      {
        id: `close:${profileId}`,
        label: 'Close gate',
        enabled: canClose,
        click: () => actions.closeGate(profileId),
      },
    ],
  };
}

function nameOf({ profiles }: TrayModel, profileId: string): string {
  const profile = profiles.find(({ id }) => id === profileId);
  return profile?.name ?? (profileId === practiceProfileId ? 'Practice gate' : 'A removed profile');
}

function wordsOf(gate: GateView, nowMs: number): string {
  const words: Record<GateState, string> = {
    shut: 'shut',
    knocking: 'knocking',
    dialling: 'dialling',
    open: openWords(gate, nowMs),
    closing: 'closing',
    failed: 'failed',
    unknown: 'may be open',
  };
  return words[gate.state];
}

function openWords({ openedAtMs, shuts }: GateView, nowMs: number): string {
  const age = openedAtMs === undefined ? 'open' : `open ${ageOf(nowMs - openedAtMs)}`;
  if (shuts === undefined) return age;
  return `${age}, shuts${shuts.by === 'server' ? ' by itself' : ''} in ${leftOf(shuts.atMs - nowMs)}`;
}

/** How long it is until a gate shuts: by the steps in which the menu is made anew, then whole minutes and hours. */
function leftOf(leftMs: number): string {
  if (leftMs <= minuteMs) return `${Math.max(0, Math.ceil(leftMs / countsDownByMs) * (countsDownByMs / 1000))} s`;
  const minutes = Math.ceil(leftMs / minuteMs);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** How long a gate is open: whole minutes, then hours. */
function ageOf(ageMs: number): string {
  const minutes = Math.max(0, Math.floor(ageMs / minuteMs));
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function byAge(gates: readonly GateView[]): readonly GateView[] {
  const age = ({ openedAtMs }: GateView) => openedAtMs ?? Number.POSITIVE_INFINITY;
  return gates.toSorted((one, other) => age(one) - age(other));
}

function favouritesAndRecents(profiles: readonly ProfileView[]): readonly ProfileView[] {
  const favourites = profiles.filter(({ isFavourite }) => isFavourite);
  const recents = profiles
    .filter(({ isFavourite, lastUsedAtMs }) => !isFavourite && lastUsedAtMs !== undefined)
    .toSorted((one, other) => (other.lastUsedAtMs ?? 0) - (one.lastUsedAtMs ?? 0));
  return [...favourites, ...recents].slice(0, mostProfiles);
}

function isOpen({ state }: GateView): boolean {
  return state === 'open';
}

function isUnknown({ state }: GateView): boolean {
  return state === 'unknown';
}

function isAboutGate({ kind }: NoticeView): boolean {
  return kind === 'gate';
}

/** In a label an ampersand marks a key, unless it is doubled. */
function escapeLabel(text: string): string {
  return text.replaceAll('&', '&&');
}
