import type { AttemptHappening, GateNotice, Observer } from '../../electron/shared/timeline.ts';

type Sent = Extract<AttemptHappening, { event: 'sent' }>;

export interface RecordedAttempt {
  readonly observer: Observer;
  readonly happenings: readonly AttemptHappening[];
  readonly notices: readonly GateNotice[];
  names(): readonly string[];
  sent(): readonly Sent[];
  /** Does something as soon as a happening or a notice fits. */
  when(fits: (what: AttemptHappening | GateNotice) => boolean, act: () => void): void;
}

/** Follows an attempt and keeps what it hears. */
export function recordAttempt(): RecordedAttempt {
  const happenings: AttemptHappening[] = [];
  const notices: GateNotice[] = [];
  const hooks: { readonly fits: (what: AttemptHappening | GateNotice) => boolean; readonly act: () => void }[] = [];
  const hear = (what: AttemptHappening | GateNotice) => {
    for (const { fits, act } of hooks) if (fits(what)) act();
  };
  return {
    happenings,
    notices,
    observer: {
      happened: (happening) => {
        happenings.push(happening);
        hear(happening);
      },
      noticed: (notice) => {
        notices.push(notice);
        hear(notice);
      },
    },
    names: () => happenings.map(({ event }) => event),
    sent: () => happenings.filter((happening) => happening.event === 'sent'),
    when: (fits, act) => void hooks.push({ fits, act }),
  };
}
