import type { SessionView } from '../../electron/shared/views/session-view.ts';
import { client } from '../app/client.ts';
import { useDesk } from '../app/desk-store.ts';
import { tellFailure } from '../app/toasts.ts';
import { tabAction } from '../sessions/tab-keys.ts';
import { quietBell, ringBell } from './bells.ts';
import { createLiveTerminal, type LiveTerminal, type TerminalListener } from './live-terminal.ts';
import { closePaneQuestion } from './pane-questions.ts';
import { actOnTerminal, copySelection, pasteInto } from './terminal-actions.ts';
import { createTerminalFeed, type TerminalFeed } from './terminal-feed.ts';
import { terminalAction } from './terminal-keys.ts';
import { lookOf, onDidChangeLooks } from './terminal-look.ts';
import { openTerminalMenu } from './terminal-menu.ts';
import { webAddress } from './web-address.ts';

/** One terminal for each session, from its first sight until its tab goes, whichever tab is in front. */
const terminals = new Map<string, { readonly terminal: LiveTerminal; readonly feed: TerminalFeed }>();

/** A paste may be larger than one call may carry. */
const inputPieceBytes = 1_048_576;

/** The terminal of a session; it is made when it is first asked for. */
export function terminalOf(session: SessionView): LiveTerminal {
  const known = terminals.get(session.id);
  if (known !== undefined) return known.terminal;
  const { id } = session;
  const terminal: LiveTerminal = createLiveTerminal(
    lookOf(session),
    listenerOf(id, () => terminal),
  );
  terminal.setLive(session.state === 'live');
  const feed = createTerminalFeed(terminal.write, (bytes) => {
    client.call('sessions.drawn', { id, bytes }).catch(sessionHasGone);
  });
  terminals.set(id, { terminal, feed });
  client.call('sessions.attach', { id }).then(
    ({ output }) => feed.begin(output),
    () => feed.begin(new Uint8Array()),
  );
  return terminal;
}

/** Keeps a terminal for every session from now on, for as long as the page lives. */
export function followSessions(): void {
  client.on('output', ({ id, bytes }) => terminals.get(id)?.feed.receive(bytes));
  for (const session of useDesk.getState().sessions) terminalOf(session);
  useDesk.subscribe(({ sessions }, before) => {
    if (sessions === before.sessions) return;
    for (const session of sessions) {
      terminalOf(session).setLive(session.state === 'live');
      // There is nothing any more to paste into or to end.
      if (session.state !== 'live') closePaneQuestion(session.id);
    }
    for (const id of terminals.keys()) {
      if (!sessions.some((session) => session.id === id)) forget(id);
    }
  });
  onDidChangeLooks(() => {
    for (const session of useDesk.getState().sessions) terminals.get(session.id)?.terminal.setLook(lookOf(session));
  });
}

function forget(id: string): void {
  terminals.get(id)?.terminal.dispose();
  terminals.delete(id);
  closePaneQuestion(id);
  quietBell(id);
}

function listenerOf(id: string, terminal: () => LiveTerminal): TerminalListener {
  return {
    onInput: (bytes) => {
      for (let start = 0; start < bytes.length; start += inputPieceBytes) {
        const piece = bytes.subarray(start, start + inputPieceBytes);
        client.call('sessions.input', { id, bytes: piece }).catch(sessionHasGone);
      }
    },
    onResize: (size) => {
      useDesk.getState().measureTerminal(size);
      client.call('sessions.resize', { id, ...size }).catch(sessionHasGone);
    },
    onBell: () => {
      if (useDesk.getState().selectedSessionId !== id || !document.hasFocus()) ringBell(id);
    },
    onLink: (text) => {
      const url = webAddress(text);
      if (url !== undefined) client.call('links.open', { url }).catch(tellFailure);
    },
    onPaste: (text) => pasteInto(id, terminal(), text),
    onMenu: () => {
      const session = useDesk.getState().sessions.find((one) => one.id === id);
      void openTerminalMenu(id, terminal(), session?.state === 'live');
    },
    onSelected: () => {
      if (useDesk.getState().settings.copyOnSelect) copySelection(terminal());
    },
    takesKey: (event) => {
      const { platform } = useDesk.getState().app;
      if (tabAction(event, platform) !== undefined) return true;
      const action = terminalAction(event, platform);
      if (action === undefined) return false;
      event.preventDefault();
      if (event.type === 'keydown') actOnTerminal(action, id, terminal());
      return true;
    },
  };
}

/** A session may end while a call about it is on its way; its own event says so. */
function sessionHasGone(): void {}
