import { mostClosingsOf } from '../../electron/core/gate/closing/owed.ts';
import { dialLimitOf } from '../../electron/core/gate/learned/dial-limit.ts';
import type { GateLore } from '../../electron/core/gate/learned/gate-lore.ts';
import { silentLooks } from '../../electron/core/gate/learned/line-loss.ts';
import { loreAfterClosing, loreAfterOpening } from '../../electron/core/gate/learned/lore-after.ts';
import { paceOf } from '../../electron/core/gate/learned/pace.ts';
import { dialTimesOf } from '../../electron/core/gate/opening/dial-times.ts';
import type { PlayedGate } from './played-gate.ts';

const plan = { learnsPace: true, delayMs: 100, seqTimeoutS: 25, deadlineS: 15, shared: false, dials: 'usual' } as const;
/** What the opener asks of the time that is left, and what the looks of the closer take. */
const leastLeftMs = 400;
const lookMs = 200;
const betweenLooksMs = 40;
const unknownShutMs = 400;
const patientMs = 1200;

/** How a connect went. */
export interface PlayedConnect {
  readonly isIn: boolean;
  readonly tookMs: number;
  readonly dials: number;
  readonly rounds: number;
  /** The first dial came before the gate had turned, though the knocks had arrived. */
  readonly isEarly: boolean;
  readonly firstDialMs: number;
  readonly lore: GateLore | undefined;
}

/** Knocks and dials until somebody answers, at the times that the core's own modules say. */
export function playConnect(gate: PlayedGate, lore: GateLore | undefined): PlayedConnect {
  const beganAtMs = gate.now();
  const dialsBefore = gate.dials();
  const limit = dialLimitOf(lore);
  const untilMs = beganAtMs + plan.deadlineS * 1000;
  if (lore?.isShut !== true) gate.dial(80);
  let [firstKnockedAtMs, firstDialAtMs, firstDialMs]: (number | undefined)[] = [];
  let isEarly = false;
  let round = 1;
  const over = (isIn: boolean, after: GateLore | undefined): PlayedConnect => ({
    ...{ isIn, rounds: round, isEarly, lore: after, firstDialMs: firstDialMs ?? 0 },
    ...{ tookMs: gate.now() - beganAtMs, dials: gate.dials() - dialsBefore },
  });
  for (; ; round += 1) {
    const times = dialTimesOf(plan, lore, round);
    if (times === undefined) return over(false, lore);
    const paceMs = paceOf(plan, gate.steps, lore, round);
    const attemptMs = 2 * paceMs + (times.afterMs[0] ?? 0);
    const beginsAtMs = Math.max(
      gate.now() + gate.holdsBackMs(limit, times.afterMs.length),
      (firstDialAtMs ?? Number.NEGATIVE_INFINITY) + times.notBeforeMs - attemptMs,
    );
    if (round > 1 && beginsAtMs + attemptMs + leastLeftMs > untilMs) return over(false, lore);
    gate.waitUntil(beginsAtMs);
    const knockedAtMs = gate.knock(0, paceMs, round > 1);
    firstKnockedAtMs ??= knockedAtMs;
    firstDialAtMs ??= knockedAtMs + (times.afterMs[0] ?? 0);
    const dialledAfterMs: number[] = [];
    for (const [index, afterMs] of times.afterMs.entries()) {
      gate.waitUntil(knockedAtMs + afterMs);
      const dialledAtMs = gate.now();
      dialledAfterMs.push(dialledAtMs - knockedAtMs);
      firstDialMs ??= dialledAtMs - knockedAtMs;
      const next = times.afterMs[index + 1];
      const { isAnswered, isOpen } = gate.dial(next === undefined ? times.waitMs : next - afterMs);
      if (round === 1 && index === 0) isEarly = !isOpen && gate.willOpen();
      if (!isAnswered) continue;
      return over(
        true,
        loreAfterOpening(lore, {
          firstPaceMs: paceOf(plan, gate.steps, lore, 1),
          workedPaceMs: round === 1 ? undefined : paceMs,
          dialledAfterMs,
          sinceFirstMs: dialledAtMs - firstKnockedAtMs,
          roundTripMs: gate.now() - dialledAtMs,
        }),
      );
    }
  }
}

/** How a closing went. */
export interface PlayedClosing {
  readonly said: 'shut' | 'open' | 'owed';
  readonly tookMs: number;
  readonly dials: number;
  readonly closings: number;
  readonly lore: GateLore | undefined;
}

/** Knocks it shut and looks, at the times that the core's own modules say. */
export function playClosing(gate: PlayedGate, lore: GateLore | undefined): PlayedClosing {
  const beganAtMs = gate.now();
  const dialsBefore = gate.dials();
  const limit = dialLimitOf(lore);
  const wanted = silentLooks(lore);
  const most = mostClosingsOf(plan, lore, { closingsOwed: 1 }, { byHand: false, isStillOpen: false });
  let firstLooks: readonly { readonly afterMs: number; readonly isAnswered: boolean }[] = [];
  for (let closing = 1; ; closing += 1) {
    const knockedAtMs = gate.knock(1, paceOf(plan, gate.steps, lore, closing), closing > 1);
    const firstMs = lore?.shutting?.dialMs ?? unknownShutMs;
    const unknownPatienceMs = closing <= 1 ? patientMs : firstMs;
    const patienceMs = lore?.shutting === undefined ? unknownPatienceMs : 1.2 * lore.shutting.notLaterMs;
    const looks: { readonly afterMs: number; readonly isAnswered: boolean }[] = [];
    let said: PlayedClosing['said'] = 'open';
    for (const dueMs of firstMs < patienceMs ? [firstMs, patienceMs] : [firstMs]) {
      gate.waitUntil(knockedAtMs + dueMs);
      const afterMs = gate.now() - knockedAtMs;
      let isAnswered = false;
      let made = 0;
      for (; made < wanted && !isAnswered && gate.holdsBackMs(limit, 1) === 0; made += 1) {
        isAnswered = gate.dial(made + 1 < wanted ? betweenLooksMs : lookMs).isAnswered;
      }
      if (made > 0) looks.push({ afterMs, isAnswered });
      if (isAnswered) continue;
      said = made < wanted ? 'owed' : 'shut';
      break;
    }
    if (closing === 1) firstLooks = looks;
    if (said === 'open' && closing < most) continue;
    const seen = { isShut: said === 'shut', closings: closing, looks: firstLooks, answer: 'silence' };
    const after = said === 'owed' || (said === 'open' && closing === 1) ? lore : loreAfterClosing(lore, seen);
    const counts = { tookMs: gate.now() - beganAtMs, dials: gate.dials() - dialsBefore, closings: closing };
    return { said, ...counts, lore: after };
  }
}
