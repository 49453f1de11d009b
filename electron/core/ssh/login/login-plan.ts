import type { Questions } from '../../../shared/question.ts';
import type { KeyHappening } from '../../../shared/timeline.ts';
import type { LoginWay } from '../default-ways.ts';

/** A login, and whoever has to do with it. */
export interface LoginPlan {
  readonly user: string;
  readonly host: string;
  /** Tried in this order. Paths are absolute. */
  readonly ways: readonly LoginWay[];
  /** The agent's socket or pipe where a way names none. */
  readonly agentSocket: string | undefined;
  readonly questions: Questions;
  /** Waits for what a person does elsewhere, at an agent; the server's time does not run meanwhile. */
  readonly patiently: <T>(work: () => Promise<T>) => Promise<T>;
  readonly signal?: AbortSignal | undefined;
  readonly onWarning: (text: string) => void;
  /** Hears of a way that led nowhere: what the person answered for it was wrong, or not enough. */
  readonly onRefused?: ((way: LoginWay) => void) | undefined;
  readonly onKey?: ((happening: KeyHappening) => void) | undefined;
}
