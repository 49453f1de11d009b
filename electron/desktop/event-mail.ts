import type { EventMessage } from '../shared/contract/contract.ts';
import type { AppServices } from './app-services.ts';

/** Everything that happens in the services, as the page hears it. */
export function onEveryEvent(
  { settings, keeping, profiles, gatehouse }: AppServices,
  listener: (message: EventMessage) => void,
): void {
  gatehouse.onDidHappen(listener);
  profiles.onDidChange((list) => listener(['profiles', list]));
  settings.onDidChange((changed) => listener(['settings', changed]));
  keeping.onDidChange((encryption) => listener(['encryption', encryption]));
}
