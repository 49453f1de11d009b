import { createOutputFlow } from '../../../../electron/core/gatehouse/sessions/output-flow.ts';
import { createSource } from './source.ts';

/** The other end of the channel, in a thread of its own as the core is in a process of its own. */
interface CoreScope {
  onmessage: ((event: MessageEvent<CoreMessage>) => void) | null;
  postMessage(bytes: Uint8Array): void;
}

export type CoreMessage =
  | { readonly kind: 'start'; readonly totalBytes: number }
  | { readonly kind: 'drawn'; readonly bytes: number };

const scope = globalThis as unknown as CoreScope;
let next: () => Uint8Array | undefined = () => undefined;
let isPaused = false;

const read = () => {
  while (!isPaused) {
    const bytes = next();
    if (bytes === undefined) return;
    flow.push(bytes);
  }
};

const flow = createOutputFlow({
  send: (bytes) => scope.postMessage(bytes),
  pause: () => {
    isPaused = true;
  },
  resume: () => {
    isPaused = false;
    queueMicrotask(read);
  },
  schedule: (task) => setTimeout(task, 4),
});

scope.onmessage = ({ data }) => {
  if (data.kind === 'drawn') {
    flow.drawn(data.bytes);
  } else {
    next = createSource(data.totalBytes);
    read();
  }
};
