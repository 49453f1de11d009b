import { create } from 'zustand';

/** The sessions whose bell has rung while their tab was not in front. */
export const useBells = create<{ readonly rung: ReadonlySet<string> }>()(() => ({ rung: new Set() }));

/** Rings. A server that rings without end changes nothing after the first time. */
export function ringBell(sessionId: string): void {
  const { rung } = useBells.getState();
  if (!rung.has(sessionId)) useBells.setState({ rung: new Set([...rung, sessionId]) });
}

/** The tab was looked at. */
export function quietBell(sessionId: string): void {
  const { rung } = useBells.getState();
  if (rung.has(sessionId)) useBells.setState({ rung: new Set([...rung].filter((id) => id !== sessionId)) });
}
