import { z } from 'zod';
import {
  defaultSettings,
  type Settings,
  type SettingsChange,
  settingsChangeSchema,
  settingsSchema,
} from '../../shared/views/settings.ts';
import { createEmitter } from '../emitter.ts';
import { openDocument } from '../open-document.ts';
import type { DocumentStore } from '../ports.ts';
import type { EncryptionChoice } from '../secrets/secret-keeping.ts';
import type { StoreTrouble } from '../store-trouble.ts';

const { shape } = settingsSchema;

/** The document; a field that alone is bad is its default. */
const documentSchema = z.object({
  version: z.literal(1),
  settings: z.record(z.string(), z.unknown()).catch({}).transform(settingsIn),
  encryptionChoice: z.enum(['undecided', 'keep', 'memory']).catch('undecided'),
});

function settingsIn(values: Readonly<Record<string, unknown>>): Settings {
  const good = Object.entries(shape).flatMap(([name, schema]) => {
    const parsed = schema.safeParse(values[name]);
    return parsed.success ? [[name, parsed.data]] : [];
  });
  return { ...defaultSettings, ...Object.fromEntries(good) };
}

export interface SettingsStore {
  current(): Settings;
  /** @throws Failure `data-folder-unusable`; the settings are then as they were */
  change(change: SettingsChange): Settings;
  /** @returns the function that ends the subscription */
  onDidChange(listener: (settings: Settings) => void): () => void;
  encryptionChoice(): EncryptionChoice;
  /** @throws Failure `data-folder-unusable`; the choice is then as it was */
  chooseEncryption(choice: EncryptionChoice): void;
}

/** Opens the settings; where none can be read they are the defaults, and `onTrouble` hears why. */
export function openSettingsStore(store: DocumentStore, onTrouble: (trouble: StoreTrouble) => void): SettingsStore {
  const document = openDocument(store, documentSchema, 1, onTrouble);
  const { emit, listen } = createEmitter<Settings>();
  let { settings, encryptionChoice } = document.content ?? {
    settings: defaultSettings,
    encryptionChoice: 'undecided' as EncryptionChoice,
  };
  return {
    current: () => settings,
    change(change) {
      const given = Object.entries(settingsChangeSchema.parse(change)).filter(([, value]) => value !== undefined);
      const changed: Settings = { ...settings, ...Object.fromEntries(given) };
      document.write({ version: 1, settings: changed, encryptionChoice });
      settings = changed;
      emit(settings);
      return settings;
    },
    onDidChange: listen,
    encryptionChoice: () => encryptionChoice,
    chooseEncryption(choice) {
      document.write({ version: 1, settings, encryptionChoice: choice });
      encryptionChoice = choice;
    },
  };
}
