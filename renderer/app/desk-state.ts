import type { EventMessage } from '../../electron/shared/contract/contract.ts';
import type { GateView } from '../../electron/shared/views/gate-view.ts';
import type { SessionView } from '../../electron/shared/views/session-view.ts';
import { defaultSettings } from '../../electron/shared/views/settings.ts';
import type { Snapshot } from '../../electron/shared/views/snapshot.ts';

/** What the app has told the window. Gates are found by the id of their profile. */
export interface DeskState extends Omit<Snapshot, 'gates'> {
  readonly gates: Readonly<Record<string, GateView>>;
  /** The session whose tab is in front; undefined where there is none. */
  readonly selectedSessionId: string | undefined;
}

/** The state before the snapshot is there. */
export const emptyDesk: DeskState = {
  app: { version: '', platform: 'linux', userName: '', isTrial: false },
  settings: defaultSettings,
  encryption: { kind: 'system' },
  profiles: [],
  gates: {},
  sessions: [],
  prompts: [],
  notices: [],
  selectedSessionId: undefined,
};

/**
 * The state that a snapshot makes.
 * @param selectedId the session that was in front before the page was loaded anew; where it is gone, or was none, the one
 *   that was started last comes to the front
 */
export function deskOfSnapshot({ gates, ...snapshot }: Snapshot, selectedId?: string): DeskState {
  const { sessions } = snapshot;
  return {
    ...snapshot,
    gates: gatesById(gates),
    selectedSessionId: (sessions.find(({ id }) => id === selectedId) ?? sessions.at(-1))?.id,
  };
}

/**
 * The state after an event. Lists are whole; gates and sessions come one by one. Output is the terminal's own affair, a
 * rehearsal its dialog's, and commands are not state.
 */
export function deskAfter(desk: DeskState, message: EventMessage): DeskState {
  switch (message[0]) {
    case 'gates':
      return { ...desk, gates: { ...desk.gates, ...gatesById(message[1]) } };
    case 'session':
      return { ...desk, sessions: withSession(desk.sessions, message[1]) };
    case 'session-gone':
      return withoutSession(desk, message[1].id);
    case 'profiles':
      return { ...desk, profiles: message[1] };
    case 'prompts':
      return { ...desk, prompts: message[1] };
    case 'notices':
      return { ...desk, notices: message[1] };
    case 'settings':
      return { ...desk, settings: message[1] };
    case 'encryption':
      return { ...desk, encryption: message[1] };
    case 'rehearsal':
    case 'output':
    case 'command':
      return desk;
  }
}

function gatesById(gates: readonly GateView[]): Record<string, GateView> {
  return Object.fromEntries(gates.map((gate) => [gate.profileId, gate]));
}

function withSession(sessions: readonly SessionView[], session: SessionView): readonly SessionView[] {
  const isKnown = sessions.some(({ id }) => id === session.id);
  return isKnown ? sessions.map((other) => (other.id === session.id ? session : other)) : [...sessions, session];
}

/** A tab that goes gives its place to the one at its right, or, where it was the last, at its left. */
function withoutSession(desk: DeskState, id: string): DeskState {
  const place = desk.sessions.findIndex((session) => session.id === id);
  if (place < 0) return desk;
  const sessions = desk.sessions.toSpliced(place, 1);
  if (desk.selectedSessionId !== id) return { ...desk, sessions };
  return { ...desk, sessions, selectedSessionId: (sessions[place] ?? sessions.at(-1))?.id };
}
