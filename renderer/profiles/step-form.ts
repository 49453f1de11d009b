import { maximumSteps, parseSequence, SequenceFailure, type Step } from '../../electron/shared/sequence.ts';
import type { StepForm } from './profile-form.ts';

let lastKey = 0;

/** A step as a form of its own, with a key that no other has. */
export function stepFormOf({ port, protocol, pauseMs }: Step): StepForm {
  lastKey += 1;
  return { key: lastKey, port: String(port), protocol, pause: pauseMs === undefined ? '' : String(pauseMs) };
}

/**
 * What was typed, as steps, so that nothing typed is lost: what cannot be read becomes a step with that fault.
 * @param text parted by commas or blanks
 */
export function typedSteps(text: string): readonly StepForm[] {
  const tokens = text.split(/[\s,]+/).filter(Boolean);
  // More than a sequence may have is no sequence: it stays in one piece.
  return (tokens.length > maximumSteps ? [text.trim()] : tokens).map((token) => {
    try {
      return stepFormOf(parseSequence(token)[0] ?? { port: 0, protocol: 'tcp' });
    } catch {
      return { ...stepFormOf({ port: 0, protocol: 'tcp' }), port: token };
    }
  });
}

/** Steps of a text in the notation of `parseSequence`. @throws SequenceFailure */
export function stepFormsOf(text: string): readonly StepForm[] {
  return parseSequence(text).map(stepFormOf);
}

/**
 * A step as what was typed into its field means it: `8000/udp` names the protocol too, and `8000@250` the pause. The same
 * step where it is only a port, or cannot be read.
 */
export function settledStep(form: StepForm): StepForm {
  if (/^\d*$/.test(form.port)) return form;
  try {
    const [step, ...others] = parseSequence(form.port, form.protocol);
    if (step === undefined || others.length > 0) return form;
    const { port, protocol, pause } = stepFormOf(step);
    return { ...form, port, protocol, pause: pause === '' ? form.pause : pause };
  } catch {
    return form;
  }
}

function stepText({ port, protocol, pause }: StepForm): string {
  return `${port.trim()}${protocol === 'udp' ? ':udp' : ''}${pause.trim() === '' ? '' : `@${pause.trim()}`}`;
}

/** A row of steps in the notation of `parseSequence`, as typed: what cannot be read stays so. */
export function sequenceText(steps: readonly StepForm[]): string {
  return steps.map(stepText).join(',');
}

/** The steps of a row that can be read; undefined while one cannot, or there is none. */
export function stepsOf(forms: readonly StepForm[]): readonly Step[] | undefined {
  if (forms.length === 0) return undefined;
  try {
    return parseSequence(sequenceText(forms));
  } catch {
    return undefined;
  }
}

/** What is wrong with one step, without the position that a row of fields does not need; undefined where nothing is. */
export function stepProblem(form: StepForm): string | undefined {
  if (form.port.trim() === '') return 'a port is missing';
  try {
    const { length } = parseSequence(stepText(form));
    return length === 1 ? undefined : 'one port a step';
  } catch (thrown) {
    if (!(thrown instanceof SequenceFailure)) throw thrown;
    return thrown.message.replace(/^.*? at character \d+: /, '').replace(/\.$/, '');
  }
}
