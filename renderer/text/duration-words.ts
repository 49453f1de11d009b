/** An age in its largest whole unit: `0 s`, `40 s`, `12 min`, `3 h`, `2 d`. */
export function ageWords(ageMs: number): string {
  const seconds = Math.floor(ageMs / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} d`;
}

/** How long it is until something, in its largest unit and never less than is left: `0 s`, `42 s`, `60 s`, `5 min`, `3 h`. */
export function countdownWords(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  if (seconds <= 60) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes <= 60 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
}

/** How long something takes: `0 ms`, `300 ms`, `1.5 s`, `12 s`. */
export function durationWords(durationMs: number): string {
  if (durationMs < 1000) return `${Math.round(durationMs)} ms`;
  const seconds = durationMs / 1000;
  return `${seconds < 10 ? Number(seconds.toFixed(1)) : Math.round(seconds)} s`;
}

/** A moment of an attempt, more finely: `74 ms`, `1.24 s`, `12.3 s`. */
export function momentWords(atMs: number): string {
  if (atMs < 1000) return `${Math.round(atMs)} ms`;
  return `${(atMs / 1000).toFixed(atMs < 10_000 ? 2 : 1)} s`;
}

/** A place in a row: `1st`, `2nd`, `11th`. */
export function ordinalWords(place: number): string {
  const [units, tens] = [place % 10, Math.floor(place / 10) % 10];
  const ending = tens === 1 ? undefined : ['st', 'nd', 'rd'][units - 1];
  return `${place}${ending ?? 'th'}`;
}
