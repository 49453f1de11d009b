const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/**
 * A span as people say it, in its largest whole unit: `now` under a minute, `12 min`, `3 h`, `2 d`.
 * @param spanMs how long, in milliseconds; one below zero (a clock that was set) counts as none
 */
export function relativeTime(spanMs: number): string {
  if (spanMs < minuteMs) return 'now';
  if (spanMs < hourMs) return `${Math.floor(spanMs / minuteMs)} min`;
  if (spanMs < dayMs) return `${Math.floor(spanMs / hourMs)} h`;
  return `${Math.floor(spanMs / dayMs)} d`;
}
