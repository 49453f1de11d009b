import { create } from 'zustand';
import type { EventMessage, EventName } from '../../electron/shared/contract/contract.ts';
import type { SessionView } from '../../electron/shared/views/session-view.ts';
import { client } from './client.ts';
import { type DeskState, deskAfter, deskOfSnapshot, emptyDesk } from './desk-state.ts';

/** What a new session's terminal measures until it has been laid out. */
interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

export interface DeskStore extends DeskState {
  /** `starting` until the snapshot is there. */
  readonly phase: 'starting' | 'ready';
  readonly terminalSize: TerminalSize;
  /** Brings a tab to the front. */
  selectSession(id: string): void;
  /** Takes in the reply to `sessions.start` and brings its tab to the front. */
  addSession(session: SessionView): void;
  /** A terminal was laid out: the next session starts with its size. */
  measureTerminal(size: TerminalSize): void;
}

/** Everything that the window knows. The app pushes; terminal bytes never come here. */
export const useDesk = create<DeskStore>()((set) => ({
  ...emptyDesk,
  phase: 'starting',
  terminalSize: { columns: 80, rows: 24 },
  selectSession: (selectedSessionId) => set({ selectedSessionId }),
  addSession: (session) =>
    set((desk) => ({
      // An event may have overtaken the reply: what it told is younger.
      ...(desk.sessions.some(({ id }) => id === session.id) ? {} : deskAfter(desk, ['session', session])),
      selectedSessionId: session.id,
    })),
  measureTerminal: (terminalSize) => set({ terminalSize }),
}));

/** Under this name the page keeps which tab was in front, for when it is loaded anew. */
const selectedKey = 'selected-session';

const stateEvents = [
  'profiles',
  'gates',
  'session',
  'session-gone',
  'prompts',
  'notices',
  'settings',
  'encryption',
] as const satisfies readonly EventName[];

/**
 * Fills the store and keeps it up to date. Events that come before the snapshot are put on top of it in their order: the
 * last word about each thing is its newest, whichever way it came.
 * @throws Failure when the app does not answer
 */
export async function startDesk(): Promise<void> {
  const early: EventMessage[] = [];
  const take = (message: EventMessage) => {
    if (useDesk.getState().phase === 'starting') early.push(message);
    else useDesk.setState((desk) => deskAfter(desk, message));
  };
  for (const name of stateEvents) client.on(name, (payload) => take([name, payload] as EventMessage));
  const snapshot = await client.call('snapshot');
  const selectedId = sessionStorage.getItem(selectedKey) ?? undefined;
  useDesk.subscribe(({ selectedSessionId }, before) => {
    if (selectedSessionId === before.selectedSessionId) return;
    if (selectedSessionId === undefined) sessionStorage.removeItem(selectedKey);
    else sessionStorage.setItem(selectedKey, selectedSessionId);
  });
  useDesk.setState({ ...early.reduce(deskAfter, deskOfSnapshot(snapshot, selectedId)), phase: 'ready' });
}
