import type { MenuItemConstructorOptions } from 'electron';
import { beforeEach, expect, test } from 'vitest';
import {
  redrawAfterMs,
  type TrayActions,
  type TrayModel,
  trayImageOf,
  trayMenu,
  trayTooltip,
} from '../../../electron/desktop/tray-menu.ts';
import type { GateView } from '../../../electron/shared/views/gate-view.ts';
import type { NoticeView } from '../../../electron/shared/views/notice-view.ts';
import type { ProfileView } from '../../../electron/shared/views/profile-view.ts';
import { gateView } from '../../support/gate-view.ts';
import { profileView } from '../../support/profile-view.ts';

const nowMs = Date.UTC(2030, 0, 1, 12);
const minutes = (count: number) => nowMs - count * 60_000;

const profile = (id: string, more: Partial<ProfileView> = {}) => profileView({ id, name: id, ...more });

const gate = (profileId: string, more: Partial<GateView> = {}) =>
  gateView({ profileId, openedAtMs: nowMs, sessions: 1, ...more });

const notice = (kind: NoticeView['kind']): NoticeView => ({
  id: kind,
  kind,
  title: 'A title',
  message: 'A message.',
  remedy: undefined,
  profileId: undefined,
  actions: ['dismiss'],
});

const model = (more: Partial<TrayModel> = {}): TrayModel => ({ profiles: [], gates: [], notices: [], nowMs, ...more });

let done: string[];
let actions: TrayActions;

beforeEach(() => {
  done = [];
  const note = (name: string) => (id?: string) => void done.push(id === undefined ? name : `${name} ${id}`);
  actions = {
    connect: note('connect'),
    openGate: note('open'),
    closeGate: note('close'),
    closeAll: note('close all'),
    show: note('show'),
    quit: note('quit'),
  };
});

const menuOf = (what: Partial<TrayModel>) => trayMenu(model(what), actions);
const labels = (items: readonly MenuItemConstructorOptions[]) =>
  items.map(({ type, label }) => (type === 'separator' ? '-' : label));

function find(items: readonly MenuItemConstructorOptions[], id: string): MenuItemConstructorOptions {
  const flat = items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? item.submenu : [])]);
  const item = flat.find((one) => one.id === id);
  if (item === undefined) throw new Error(`no ${id} in the menu`);
  return item;
}

const click = (item: MenuItemConstructorOptions) => (item.click as unknown as () => void)();

test('without profiles there is the window, and the way out', () => {
  expect(labels(menuOf({}))).toEqual(['Close all gates', '-', 'Show Portcullis', 'Quit']);
  expect(find(menuOf({}), 'close-all').enabled).toBe(false);
});

test('open gates come first with their age, then favourites, then recents', () => {
  const profiles = [
    profile('never used'),
    profile('recent', { lastUsedAtMs: minutes(10) }),
    profile('more recent', { lastUsedAtMs: minutes(5) }),
    profile('favourite', { isFavourite: true }),
    profile('open', { isFavourite: true }),
    profile('long open'),
  ];
  const gates = [gate('open', { openedAtMs: minutes(12) }), gate('long open', { openedAtMs: minutes(150) })];
  expect(labels(menuOf({ profiles, gates }))).toEqual([
    'long open · open 2 h 30 min',
    'open · open 12 min',
    '-',
    'favourite',
    'more recent',
    'recent',
    '-',
    'Close all gates',
    '-',
    'Show Portcullis',
    'Quit',
  ]);
});

test.each([
  ['knocking', 'web · knocking'],
  ['dialling', 'web · dialling'],
  ['closing', 'web · closing'],
  ['failed', 'web · failed'],
  ['unknown', 'web · may be open'],
] as const)('a gate that is %s is told in words', (state, label) => {
  expect(labels(menuOf({ profiles: [profile('web')], gates: [gate('web', { state })] }))[0]).toBe(label);
});

test('a gate that is shut is listed like any profile', () => {
  const profiles = [profile('web', { isFavourite: true })];
  expect(labels(menuOf({ profiles, gates: [gate('web', { state: 'shut' })] }))[0]).toBe('web');
});

test('at most ten profiles are offered', () => {
  const profiles = Array.from({ length: 50 }, (_, number) => profile(`p${number}`, { isFavourite: true }));
  expect(labels(menuOf({ profiles })).filter((label) => label?.startsWith('p'))).toHaveLength(10);
});

test('every entry does what it says', () => {
  const menu = menuOf({ profiles: [profile('web')], gates: [gate('web')] });
  for (const id of ['connect:web', 'open:web', 'close:web', 'close-all', 'show', 'quit']) click(find(menu, id));
  expect(done).toEqual(['connect web', 'open web', 'close web', 'close all', 'show', 'quit']);
});

test('what makes no sense now cannot be chosen', () => {
  const enabled = (gateNow: Partial<GateView>, more: Partial<ProfileView> = {}) => {
    const menu = menuOf({ profiles: [profile('web', { isFavourite: true, ...more })], gates: [gate('web', gateNow)] });
    return { open: find(menu, 'open:web').enabled, close: find(menu, 'close:web').enabled };
  };
  expect(enabled({ state: 'shut' })).toEqual({ open: true, close: false });
  expect(enabled({ state: 'knocking' })).toEqual({ open: false, close: false });
  expect(enabled({ state: 'open' })).toEqual({ open: true, close: true });
  expect(enabled({ state: 'open', isHeldByHand: true })).toEqual({ open: false, close: true });
  expect(enabled({ state: 'open' }, { closing: undefined })).toEqual({ open: true, close: false });
  expect(enabled({ state: 'unknown' })).toEqual({ open: true, close: true });
});

test('an ampersand in a name marks no key, and the practice gate has a name', () => {
  expect(labels(menuOf({ profiles: [profile('a&b', { isFavourite: true })] }))[0]).toBe('a&&b');
  const menu = menuOf({ gates: [gate('practice')] });
  expect(labels(menu)[0]).toBe('Practice gate · open 0 min');
  expect(find(menu, 'close:practice').enabled).toBe(true);
});

test('the image: something to deal with goes before an open gate', () => {
  expect(trayImageOf(model())).toBe('shut');
  expect(trayImageOf(model({ gates: [gate('web', { state: 'shut' })] }))).toBe('shut');
  expect(trayImageOf(model({ gates: [gate('web', { state: 'knocking' })] }))).toBe('shut');
  expect(trayImageOf(model({ gates: [gate('web'), gate('nas', { state: 'shut' })] }))).toBe('open');
  expect(trayImageOf(model({ gates: [gate('web'), gate('nas', { state: 'unknown' })] }))).toBe('attention');
  expect(trayImageOf(model({ notices: [notice('gate')] }))).toBe('attention');
  expect(trayImageOf(model({ notices: [notice('told')] }))).toBe('shut');
});

test('the tooltip names what is open', () => {
  const profiles = [profile('web'), profile('nas'), profile('db'), profile('mail')];
  const tooltip = (...ids: string[]) => trayTooltip(model({ profiles, gates: ids.map((id) => gate(id)) }));
  expect(tooltip()).toBe('Portcullis: every gate is shut');
  expect(tooltip('web')).toBe('Portcullis: web is open');
  expect(tooltip('web', 'nas')).toBe('Portcullis: web, nas are open');
  expect(tooltip('web', 'nas', 'db', 'mail')).toBe('Portcullis: 4 gates are open');
});

test('the tooltip never says that all is well where something may be open', () => {
  const profiles = [profile('web'), profile('nas')];
  const gates = [gate('web'), gate('nas', { state: 'unknown' })];
  expect(trayTooltip(model({ profiles, gates }))).toBe('Portcullis: web is open; nas may be open');
  expect(trayTooltip(model({ profiles, gates: gates.slice(1) }))).toBe('Portcullis: nas may be open');
  expect(trayTooltip(model({ notices: [notice('gate')] }))).toBe('Portcullis: a gate needs you');
  expect(trayTooltip(model({ notices: [notice('told')] }))).toBe('Portcullis: every gate is shut');
});

test('there is nothing to close where gates only failed to open', () => {
  const profiles = [profile('web')];
  expect(find(menuOf({ profiles, gates: [gate('web', { state: 'failed' })] }), 'close-all').enabled).toBe(false);
  expect(find(menuOf({ profiles, gates: [gate('web', { state: 'unknown' })] }), 'close-all').enabled).toBe(true);
});

test('only an open gate ages, and one that shuts soon is drawn anew more often', () => {
  const after = (given: Partial<GateView>) => redrawAfterMs(model({ gates: [gate('web', given)] }));
  const shutsIn = (leftMs: number) => after({ shuts: { atMs: nowMs + leftMs, by: 'delay' } });
  expect(redrawAfterMs(model())).toBeUndefined();
  expect(after({ state: 'knocking' })).toBeUndefined();
  expect(after({})).toBe(60_000);
  expect(shutsIn(121_000)).toBe(60_000);
  expect(shutsIn(119_000)).toBe(5000);
});

test.each([
  [41_200, 'delay', 'web · open 12 min, shuts in 45 s'],
  [60_000, 'server', 'web · open 12 min, shuts by itself in 60 s'],
  [60_001, 'server', 'web · open 12 min, shuts by itself in 2 min'],
  [7_200_000, 'delay', 'web · open 12 min, shuts in 2 h 0 min'],
  [-5, 'delay', 'web · open 12 min, shuts in 0 s'],
] as const)('a gate that shuts in %s ms (%s) counts down: %s', (leftMs, by, label) => {
  const open = gate('web', { openedAtMs: nowMs - 12 * 60_000, shuts: { atMs: nowMs + leftMs, by } });
  expect(labels(menuOf({ profiles: [profile('web')], gates: [open] }))[0]).toBe(label);
});
