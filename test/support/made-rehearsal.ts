/** When all of it was found, in milliseconds. */
export const atMs = 1;

/** A gate that was shut, and opened for an SSH server. */
export const before = { kind: 'shut', answer: 'silence', atMs } as const;
export const opening = {
  kind: 'opened',
  tries: 1,
  afterMs: 62,
  greeting: 'SSH-2.0-x',
  isSsh: true,
  hasEnded: false,
  atMs,
} as const;
