import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSettingsStore } from '../../../../electron/core/settings/settings-store.ts';
import type { StoreTrouble } from '../../../../electron/core/store-trouble.ts';
import { defaultSettings, type Settings, settingsSchema } from '../../../../electron/shared/views/settings.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { type FileDocument, fileDocument } from '../../../support/file-document.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

function openSettings({ folder = temporaryFolder(), prepare = (_: FileDocument) => {} } = {}) {
  const store = fileDocument(join(folder, 'settings.json'));
  prepare(store);
  const troubles: StoreTrouble[] = [];
  return { folder, store, troubles, settings: openSettingsStore(store, (trouble) => troubles.push(trouble)) };
}

const openOver = (text: string) => openSettings({ prepare: (store) => writeFileSync(store.path, text) });

describe('the settings', () => {
  it('have defaults that they themselves allow', () => {
    expect(settingsSchema.parse(defaultSettings)).toEqual(defaultSettings);
  });

  it('are the defaults at first, and nothing is written', () => {
    const { settings, store, troubles } = openSettings();
    expect(settings.current()).toEqual(defaultSettings);
    expect(settings.encryptionChoice()).toBe('undecided');
    expect(store.writes).toBe(0);
    expect(troubles).toEqual([]);
  });

  it('change by the fields that are given, are told, and stay', async () => {
    const { settings, folder } = openSettings();
    const heard: Settings[] = [];
    const stop = settings.onDidChange((current) => heard.push(current));
    const first = await settings.change({ theme: 'dark', sidebarPx: 300, keepInTray: undefined });
    expect(first).toEqual({ ...defaultSettings, theme: 'dark', sidebarPx: 300 });
    settings.chooseEncryption('keep');
    stop();
    const second = await settings.change({ foldedGroups: ['work'] });
    expect(second).toEqual({ ...first, foldedGroups: ['work'] });
    expect(heard).toEqual([first]);
    const again = openSettings({ folder });
    expect(again.settings.current()).toEqual(second);
    expect(again.settings.encryptionChoice()).toBe('keep');
    expect(again.troubles).toEqual([]);
  });

  it('fall back field by field', () => {
    const { settings, troubles } = openOver(
      JSON.stringify({
        version: 1,
        settings: { theme: 'pink', terminalFontPx: 20, sidebarPx: -1, foldedGroups: 'x', keepInTray: false, more: 1 },
        encryptionChoice: 'maybe',
      }),
    );
    expect(settings.current()).toEqual({ ...defaultSettings, terminalFontPx: 20, keepInTray: false });
    expect(settings.encryptionChoice()).toBe('undecided');
    expect(troubles).toEqual([]);
  });

  it('fall back whole where their part of the document is bad, and the choice does not', () => {
    const { settings } = openOver('{"version": 1, "settings": [], "encryptionChoice": "memory"}');
    expect(settings.current()).toEqual(defaultSettings);
    expect(settings.encryptionChoice()).toBe('memory');
  });

  it.each([
    ['damaged', '{"version": 1'],
    ['damaged', '[]'],
    ['newer', '{"version": 2, "settings": {"theme": "dark"}}'],
  ] as const)('of a document that is %s are the defaults, and it is moved aside', async (why, text) => {
    const { settings, store, troubles } = openOver(text);
    expect(settings.current()).toEqual(defaultSettings);
    expect(troubles).toEqual([{ kind: 'moved-aside', why, path: `${store.path}.${why}` }]);
    await settings.change({ theme: 'light' });
    expect(readFileSync(`${store.path}.${why}`, 'utf8')).toBe(text);
  });

  it('that cannot be written stay as they are', async () => {
    const { settings, store } = openSettings();
    store.writeError = 'EROFS';
    expect((await failureOf(() => settings.change({ theme: 'dark' }))).code).toBe('data-folder-unusable');
    expect((await failureOf(() => settings.chooseEncryption('keep'))).code).toBe('data-folder-unusable');
    expect(settings.current()).toEqual(defaultSettings);
    expect(settings.encryptionChoice()).toBe('undecided');
  });
});
