import { Failure } from '../../../shared/failure.ts';
import { type GatePlan, planAt } from '../../../shared/gate-plan.ts';
import { fewLeft } from '../../../shared/one-time-list.ts';
import type { Observer } from '../../../shared/timeline.ts';
import type { GateContext } from '../gate-context.ts';
import type { GateRecord } from '../journal/gate-record.ts';
import type { ListedLine } from '../journal/journal.ts';

/**
 * A plan with the one-time sequence that comes next by what is known now; other plans as they are. The address's turn must
 * be ours, so that nobody else uses the same one.
 * @throws Failure `journal-damaged`, `data-folder-unusable`
 */
export async function planNow({ lists }: GateContext, plan: GatePlan): Promise<GatePlan> {
  const line = await lineOf({ lists }, plan);
  return line === undefined ? plan : planAt(plan, Math.max(line.place, await lists.placeOf(line.mark)));
}

/** The one-time sequence that a plan would use, as the journal names it. */
export async function lineOf({ lists }: Pick<GateContext, 'lists'>, plan: GatePlan): Promise<ListedLine | undefined> {
  if (plan.oneTime === undefined) return undefined;
  return { mark: await lists.markOf({ ...plan, ...plan.oneTime }), place: plan.oneTime.place };
}

/**
 * Refuses before anything is sent: a list that is used up, and its last sequence unless a person wants it used.
 * @throws Failure `one-time-used-up`, `one-time-last`
 */
export function requireSequence({ host, oneTime }: GatePlan, mayUseLast: boolean): void {
  if (oneTime === undefined) return;
  const left = oneTime.sequences.length - oneTime.place;
  if (left <= 0) {
    throw new Failure('one-time-used-up', `No one-time sequence for ${host} is left: nothing was knocked.`, {
      remedy:
        'Put a new list on the server, start knockd again (0.8 has crashed with the last sequence), and give the ' +
        "profile the new list. If the server's list is not used up, move the position back.",
    });
  }
  if (left === 1 && !mayUseLast) {
    throw new Failure('one-time-last', `Only the last one-time sequence for ${host} is left, and it was not used.`, {
      remedy:
        'Put a new list on the server and into the profile. knockd 0.8 crashes when the last one is used, and then no ' +
        'gate of that server opens or shuts any more.',
    });
  }
}

/**
 * Does what wants the last sequence only after a person has agreed to it. The address's turn is given back meanwhile:
 * nobody's closing waits for an answer.
 */
export async function withLastConfirmed<Result>(
  confirmLast: (() => Promise<boolean>) | undefined,
  work: (mayUseLast: boolean) => Promise<Result>,
): Promise<Result> {
  try {
    return await work(false);
  } catch (thrown) {
    const isLast = thrown instanceof Failure && thrown.code === 'one-time-last';
    if (!isLast || confirmLast === undefined || !(await confirmLast())) throw thrown;
    return await work(true);
  }
}

/**
 * The gate was seen open after an opening: the one-time sequence that was knocked for it is used. It is on the disk before
 * the journal says so, and a journal's entry that says nothing yet makes it be noted later.
 */
export async function noteLineUsed({ lists }: GateContext, { entry: { line } }: GateRecord): Promise<boolean> {
  if (line === undefined) return false;
  // A person may have moved on meanwhile.
  if ((await lists.placeOf(line.mark)) <= line.place) await lists.moveTo(line.mark, line.place + 1);
  return true;
}

/** What a gate that stays open after its last one-time sequence has to do with it; follows another sentence. */
export const afterLastWords =
  ' The last one-time sequence was used: knockd 0.8 crashes with it. Start it again on the server, with a new list.';

/** Whether all sequences of a plan's list are used by now. */
export async function isUsedUp(context: GateContext, plan: GatePlan): Promise<boolean> {
  if (plan.oneTime === undefined) return false;
  const now = await planNow(context, plan).catch(() => plan);
  return now.opening.length === 0;
}

/** Says how many are left after the plan's sequence was used, where that is worth a word. */
export function tellLeft({ oneTime }: GatePlan, observer: Observer): void {
  if (oneTime === undefined) return;
  const left = oneTime.sequences.length - oneTime.place - 1;
  if (left <= fewLeft) observer.noticed({ kind: 'sequences-left', left: Math.max(0, left) });
}

/** An opening without an answer may have used its sequence on the server: the failure says how to get in step again. */
export function withListAdvice(failure: Failure, { oneTime }: GatePlan, family: 4 | 6): Failure {
  if (oneTime === undefined || failure.code !== 'gate-stayed-shut') return failure;
  const { place, sequences } = oneTime;
  const isDeaf = family === 6 && place > 0;
  const overIpv6 = isDeaf ? 'Over IPv6 knockd 0.8 hears the first sequence of a list only: choose IPv4. ' : '';
  const advice =
    `${overIpv6}Sequence ${place + 1} of ${sequences.length} was knocked and stays the next one; the server's list may be ` +
    'ahead: look which lines begin with # in its file, and move the position in the profile. ';
  return new Failure(failure.code, failure.message, { remedy: `${advice}${failure.remedy ?? ''}`, cause: failure });
}
