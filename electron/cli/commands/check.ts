import { rehearse } from '../../core/session/rehearse.ts';
import type { Rehearsal, RehearsalWait } from '../../shared/rehearsal.ts';
import { rehearsalVerdict } from '../../shared/rehearsal-verdict.ts';
import {
  type RehearsalQuestion,
  rehearsalAdvice,
  rehearsalAnswer,
  rehearsalQuestions,
  rehearsalWaitWords,
} from '../../shared/rehearsal-words.ts';
import type { Observer } from '../../shared/timeline.ts';
import { besideRecovery } from '../beside-recovery.ts';
import type { GateOrder } from '../command-line.ts';
import type { Reporter } from '../reporter.ts';
import type { Runtime } from '../runtime.ts';
import { verdictText } from '../verdict-text.ts';
import { fileTarget, withoutAnswers } from './file-target.ts';
import { targetLeg } from './legs.ts';
import type { Target } from './target.ts';

const questions = Object.keys(rehearsalQuestions) as RehearsalQuestion[];

/** `portcullis check`: rehearses, a line for each of the three questions, and a verdict. @returns the exit status */
export async function check(order: GateOrder, runtime: Runtime, reporter: Reporter): Promise<number> {
  const target = await fileTarget({ ...withoutAnswers, path: order.profile }, runtime, reporter);
  return besideRecovery(runtime, reporter, target.profile.host, () => rehearseIt(target, order, runtime, reporter));
}

async function rehearseIt(target: Target, order: GateOrder, runtime: Runtime, reporter: Reporter): Promise<number> {
  const { plan, confirmLast } = targetLeg(target, order, runtime, reporter);
  const { interrupts, services } = runtime;
  if (!order.json) reporter.say(rehearsalAdvice);
  const told = new Set<RehearsalQuestion>();
  let toldWait: RehearsalWait['why'] | undefined;
  const onDidFind = (rehearsal: Rehearsal) => {
    const { wait } = rehearsal;
    if (wait !== undefined && wait.why !== toldWait)
      reporter.rehearsed({ question: 'wait', ...wait }, `${rehearsalWaitWords(wait)} (Ctrl-C ends the wait.)`);
    toldWait = wait?.why;
    for (const question of questions) {
      const finding = rehearsal[question];
      const answer = rehearsalAnswer(question, rehearsal);
      if (finding === undefined || answer === undefined || told.has(question)) continue;
      told.add(question);
      // The timeline's times are the reporter's.
      const { atMs: _, ...what } = finding;
      reporter.rehearsed({ question, ...what }, `${rehearsalQuestions[question]} ${answer.words}.`);
    }
  };
  // For people the three lines say it all but why it takes long.
  const observer: Observer = order.json ? reporter : { happened: () => undefined, noticed: reporter.noticed };
  const options = { observer, signal: interrupts.cancel, shutSignal: interrupts.leave, confirmLast, onDidFind };
  const rehearsal = await rehearse(services.gatekeeper, plan, options);
  const verdict = rehearsalVerdict(rehearsal);
  if (verdict !== undefined) {
    const { title, text, advice } = verdict;
    const words = [`${target.profile.name}: ${title}.`, text, ...(advice === undefined ? [] : [advice])].join(' ');
    reporter.rehearsed({ question: 'verdict', ...verdict }, words);
  }
  if (rehearsal.diagnosis !== undefined) {
    const { evidence, ...diagnosis } = rehearsal.diagnosis;
    reporter.rehearsed({ question: 'diagnosis', ...diagnosis }, verdictText(diagnosis, evidence).trimEnd());
  }
  return verdict?.isGood ? 0 : 255;
}
