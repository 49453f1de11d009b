import type { Gatehouse } from '../core/gatehouse/gatehouse.ts';
import { practiceUser } from '../core/practice/shell/system-commands.ts';
import type { EventMessage } from '../shared/contract/contract.ts';
import { practiceProfileId, type SessionView } from '../shared/views/session-view.ts';

const atMostMs = 30_000;
const size = { columns: 80, rows: 24 };

export interface SmokeParts {
  readonly gatehouse: Gatehouse;
  /** Loads the window out of sight. @returns when its page has asked for its first snapshot */
  readonly openPage: () => Promise<void>;
  readonly say: (line: string) => void;
}

/**
 * Runs the main job once on the practice gate, and loads the window: for a binary that was just built.
 * @returns the exit status, 0 when all of it was seen within 30 s
 */
export async function runSmoke({ gatehouse, openPage, say }: SmokeParts): Promise<number> {
  const startedAtMs = performance.now();
  const told = (step: string) => say(`ok ${step} (${Math.round(performance.now() - startedAtMs)} ms)`);
  try {
    await Promise.race([runSteps(gatehouse, openPage, told), timeOut()]);
    return 0;
  } catch (thrown) {
    say(`not ok ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    return 1;
  }
}

async function runSteps(gatehouse: Gatehouse, openPage: () => Promise<void>, told: (step: string) => void) {
  const { id } = gatehouse.startSession(practiceProfileId, size);
  await sessionBecomes(gatehouse, id, 'live');
  told('the practice gate is open, and a session is live');
  const answer = outputHas(gatehouse, id, `\n${practiceUser}\r\n`);
  gatehouse.input(id, Buffer.from('whoami\r'));
  await answer;
  told('a command ran');
  gatehouse.endSession(id);
  const { ending } = await sessionBecomes(gatehouse, id, 'ended');
  if (ending?.kind !== 'shut') throw new Error(`the gate is ${ending?.kind ?? 'of unknown state'}, not shut`);
  told('the session ended, and the gate is shut');
  await openPage();
  told('the window asked for its snapshot');
}

function sessionBecomes(gatehouse: Gatehouse, id: string, state: SessionView['state']): Promise<SessionView> {
  return new Promise((resolve, reject) => {
    const look = (session: SessionView | undefined) => {
      if (session?.state === state) resolve(session);
      else if (session?.state === 'ended') reject(new Error(`the session ended: ${failureOf(session)}`));
      else return;
      stop();
    };
    const stop = gatehouse.onDidHappen(([event, payload]: EventMessage) => {
      if (event === 'session' && payload.id === id) look(payload);
    });
    look(gatehouse.sessions().find((session) => session.id === id));
  });
}

function failureOf({ end }: SessionView): string {
  return end?.kind === 'failed' ? end.failure.message : (end?.kind ?? 'nobody knows why');
}

function outputHas(gatehouse: Gatehouse, id: string, text: string): Promise<void> {
  let seen = '';
  return new Promise((resolve) => {
    const stop = gatehouse.onDidHappen(([event, payload]: EventMessage) => {
      if (event !== 'output' || payload.id !== id) return;
      seen += Buffer.from(payload.bytes).toString('utf8');
      gatehouse.drawn(id, payload.bytes.length);
      if (!seen.includes(text)) return;
      stop();
      resolve();
    });
  });
}

function timeOut(): Promise<never> {
  return new Promise((_resolve, reject) => {
    setTimeout(() => reject(new Error(`it took longer than ${atMostMs / 1000} s`)), atMostMs);
  });
}
