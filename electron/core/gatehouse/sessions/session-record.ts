import { Failure } from '../../../shared/failure.ts';
import type { AttemptHappening } from '../../../shared/timeline.ts';
import type {
  FailureView,
  SeenHappening,
  SessionState,
  SessionView,
  TimelineEntry,
} from '../../../shared/views/session-view.ts';
import { isLegalSessionMove } from './session-state.ts';

/** What is known of a session from the first moment on. */
export type SessionHead = Pick<
  SessionView,
  'id' | 'profileId' | 'name' | 'user' | 'host' | 'port' | 'openingSteps' | 'isResumed'
>;

/** One session as a window sees it, kept up to date. */
export interface SessionRecord {
  view(): SessionView;
  happened(happening: SeenHappening): void;
  change(part: Partial<Pick<SessionView, 'port' | 'facts' | 'end' | 'ending'>>): void;
  /** @throws Failure `internal` when it cannot go there */
  moveTo(state: SessionState): void;
  /** What the server said before the login. */
  said(text: string): void;
  warned(text: string): void;
}

/** A window draws some sixty times a second: more often nothing needs to be told. */
const tickMs = 16;
const longestBanner = 16_000;
const mostWarnings = 20;
/** A server may ask without end. */
const longestTimeline = 500;

/** @param publish gets each new state at once, and all else at most once in a tick */
export function createSessionRecord(head: SessionHead, publish: (view: SessionView) => void): SessionRecord {
  const beganAt = performance.now();
  let timeline: readonly TimelineEntry[] = [];
  let tick: NodeJS.Timeout | undefined;
  let view: SessionView = {
    ...head,
    state: 'opening',
    startedAtMs: Date.now(),
    timeline,
    banner: undefined,
    warnings: [],
    end: undefined,
    ending: undefined,
    reconnectAtMs: undefined,
  };
  const tell = () => {
    clearTimeout(tick);
    tick = undefined;
    publish(view);
  };
  const change = (part: Partial<SessionView>) => {
    // Another session may be in the tab by now.
    if (view.state === 'ended') return;
    view = { ...view, ...part };
    tick ??= setTimeout(tell, tickMs);
  };
  return {
    view: () => view,
    change,
    happened(happening) {
      if (timeline.length >= longestTimeline) return;
      const atMs = Math.round((performance.now() - beganAt) * 10) / 10;
      timeline = [...timeline, { atMs, ...happening }];
      change({ timeline });
    },
    moveTo(state) {
      if (!isLegalSessionMove(view.state, state)) {
        throw new Failure('internal', `A session cannot go from ${view.state} to ${state}.`);
      }
      if (state === view.state) return;
      change({ state });
      tell();
    },
    said(text) {
      const whole = view.banner === undefined ? text : `${view.banner}\n${text}`;
      change({ banner: whole.slice(0, longestBanner) });
    },
    warned(text) {
      if (view.warnings.length < mostWarnings) change({ warnings: [...view.warnings, text] });
    },
  };
}

/** A happening without the port that was knocked (rule 12 of the gate). */
export function seenHappening(happening: AttemptHappening): SeenHappening {
  if (happening.event !== 'sent') return happening;
  const { event, purpose, step, of } = happening;
  return { event, purpose, step, of };
}

export function failureView({ code, message, remedy }: Failure): FailureView {
  return { code, message, remedy };
}
