import { clipboard } from 'electron';
import type { Gatehouse } from '../core/gatehouse/gatehouse.ts';
import type { ProfileLibrary } from '../core/profiles/profile-library.ts';
import type { SecretKeeping } from '../core/secrets/secret-keeping.ts';
import type { SettingsStore } from '../core/settings/settings-store.ts';
import type { Handlers } from '../shared/contract/contract.ts';
import type { AppView } from '../shared/views/snapshot.ts';
import { type AskedFirstOptions, askedFirst } from './asked-first.ts';
import type { PasteGrants } from './paste-key.ts';
import type { ProfileExchange } from './profile-exchange.ts';

export interface HandlerParts {
  readonly app: AppView;
  readonly settings: SettingsStore;
  readonly keeping: SecretKeeping;
  readonly profiles: ProfileLibrary;
  readonly gatehouse: Gatehouse;
  readonly exchange: ProfileExchange;
  readonly dialogs: AskedFirstOptions['dialogs'];
  readonly pastes: PasteGrants;
  readonly showTerminalMenu: Handlers['terminal.menu'];
}

/** What the app does for each call of the contract. */
export function createHandlers(parts: HandlerParts): Handlers {
  const { app, settings, keeping, profiles, gatehouse, exchange, pastes } = parts;
  return {
    ...askedFirst(parts),

    snapshot: () => ({
      app,
      settings: settings.current(),
      encryption: keeping.encryption(),
      profiles: profiles.list(),
      gates: gatehouse.gates().filter(({ state }) => state !== 'shut'),
      sessions: gatehouse.sessions(),
      prompts: gatehouse.prompts(),
      notices: gatehouse.notices(),
    }),

    'profiles.remove': ({ id }) => profiles.remove(id),
    'profiles.restore': ({ id }) => profiles.restore(id),
    'profiles.duplicate': ({ id }) => profiles.duplicate(id),
    'profiles.keepSecret': ({ id, ...secret }) => profiles.keepSecret(id, secret),
    'profiles.forgetSecrets': ({ id }) => profiles.forgetSecrets(id),
    'profiles.chooseImport': () => exchange.chooseImport(),
    'profiles.import': ({ id, chosen }) => profiles.importChosen(id, chosen),
    'profiles.export': ({ ids }) => exchange.exportProfiles(ids),
    'profiles.chooseList': () => exchange.chooseList(),
    'profiles.chooseKey': () => exchange.chooseKey(),

    'gates.open': ({ id, useLast }) => gatehouse.openGate(id, useLast),
    'gates.close': ({ id }) => gatehouse.closeGate(id),
    'gates.closeAll': () => gatehouse.closeAll(),
    'gates.lore': ({ id }) => gatehouse.lore(id),
    'gates.forgetLore': ({ id }) => gatehouse.forgetLore(id),
    'gates.cancel': ({ id }) => gatehouse.cancelGate(id),
    'gates.rehearse': ({ id }) => gatehouse.rehearseGate(id),

    'sessions.start': ({ profileId, ...size }) => gatehouse.startSession(profileId, size),
    'sessions.restart': ({ id, ...size }) => gatehouse.restartSession(id, size),
    'sessions.attach': ({ id }) => gatehouse.attach(id),
    'sessions.input': ({ id, bytes }) => gatehouse.input(id, bytes),
    'sessions.drawn': ({ id, bytes }) => gatehouse.drawn(id, bytes),
    'sessions.resize': ({ id, columns, rows }) => gatehouse.resize(id, columns, rows),
    'sessions.end': ({ id }) => gatehouse.endSession(id),
    'sessions.dismiss': ({ id }) => gatehouse.dismissSession(id),

    'notices.act': ({ id, action }) => gatehouse.actOnNotice(id, action),
    'settings.change': (part) => settings.change(part),
    'encryption.choose': ({ choice }) => keeping.choose(choice),

    'terminal.menu': parts.showTerminalMenu,
    'clipboard.read': () => {
      pastes.use();
      return clipboard.readText();
    },
    'clipboard.write': ({ text }) => clipboard.writeText(text),
  };
}
