import type { Gatehouse } from '../core/gatehouse/gatehouse.ts';
import type { WindowCommand } from '../shared/contract/contract.ts';
import { asFailure } from '../shared/failure.ts';
import type { TrayActions } from './tray-menu.ts';

/** Until the page has measured its terminal. */
const firstSize = { columns: 80, rows: 24 };

export interface TrayActionParts {
  readonly gatehouse: Gatehouse;
  readonly show: () => void;
  readonly send: (command: WindowCommand) => void;
  /** Tells the person outside of the window. */
  readonly tell: (title: string, body: string) => void;
  readonly quit: () => void;
}

/** What the tray's entries do. Nobody may be looking at the window, so what fails is told outside of it. */
export function createTrayActions({ gatehouse, show, send, tell, quit }: TrayActionParts): TrayActions {
  const attempt = (title: string, work: () => void | Promise<void>) => {
    const fail = (thrown: unknown) => {
      const { code, message } = asFailure(thrown);
      if (code !== 'cancelled') tell(title, message);
    };
    try {
      work()?.catch(fail);
    } catch (thrown) {
      fail(thrown);
    }
  };
  return {
    connect: (profileId) =>
      attempt('The session did not start', () => {
        const { id } = gatehouse.startSession(profileId, firstSize);
        show();
        send({ name: 'show-session', id });
      }),
    openGate: (profileId) => attempt('The gate did not open', () => gatehouse.openGate(profileId)),
    closeGate: (profileId) => attempt('The gate was not shut', () => gatehouse.closeGate(profileId)),
    closeAll: () => attempt('Not every gate was shut', () => gatehouse.closeAll()),
    show,
    quit,
  };
}
