/** The texts and numbers in a heap. They are too many to be printed by an assertion that fails. */
export interface Heap {
  /** Whether a text is in one of them. */
  has(text: string): boolean;
  /** Whether all of these ports are among them: one alone may have the digits of a line number by chance. */
  hasPorts(ports: readonly number[]): boolean;
}

/** What a heap snapshot of V8 holds that somebody refers to. @param snapshot its JSON */
export function heapIn(snapshot: string): Heap {
  const strings = stringsOf(snapshot);
  const alone = new Set(strings);
  return {
    has: (text) => strings.some((each) => each.includes(text)),
    hasPorts: (ports) => ports.every((port) => alone.has(String(port))),
  };
}

/** They stand last in a snapshot, behind millions of numbers; a quote in one of them has a backslash before it. */
function stringsOf(snapshot: string): readonly string[] {
  const start = snapshot.lastIndexOf('"strings":[');
  const { strings } = JSON.parse(`{${snapshot.slice(start)}`) as { strings: readonly string[] };
  return strings;
}
