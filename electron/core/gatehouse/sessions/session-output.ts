import type { SshChannel } from '../../ssh/ssh-channel.ts';
import { createOutputFlow } from './output-flow.ts';
import { droppedLine, reconnectedLine } from './own-lines.ts';
import { createScrollback } from './scrollback.ts';

/** The output of one tab: kept for a window that starts, and sent to the one that draws. */
export interface SessionOutput {
  /** Reads a channel from now on. What earlier ones wrote stays, above a line that says so. */
  connect(channel: SshChannel): void;
  /** The person has ended the session: what still comes is dropped. */
  disconnect(): void;
  drawn(count: number): void;
  /** Something was sent to a window that has not drawn it. */
  isUndrawn(): boolean;
  /** Forgets what a window was given, which did it no good; a line says so in its place. */
  drop(): void;
  /** A window begins to draw: it gets the last of the output here, and what comes later is sent. */
  attach(): Uint8Array;
}

/** What comes within this time is one message; a person sees no difference. */
const gatherMs = 4;
/** A window that draws nothing for so long has gone, or will have to begin anew. */
const goneAfterMs = 10_000;
/** RIS, ECMA-48: the terminal as it was when it was made. */
const resetTerminal = Uint8Array.of(0x1b, 0x63);

/**
 * While no window draws, the server is held back for ten seconds; then its output goes on into the scrollback alone, so
 * that what runs there does not stand still for good. A window that draws again after that gets the scrollback afresh.
 */
export function createSessionOutput(send: (bytes: Uint8Array) => void): SessionOutput {
  const scrollback = createScrollback();
  let channel: SshChannel | undefined;
  let isDrawn = true;
  let hasWritten = false;
  let giveUp: NodeJS.Timeout | undefined;

  const flow = createOutputFlow({
    send,
    pause: () => {
      channel?.output.pause();
      channel?.errors.pause();
      waitForWindow();
    },
    resume: () => {
      clearTimeout(giveUp);
      giveUp = undefined;
      channel?.output.resume();
      channel?.errors.resume();
    },
    schedule: (task) => void setTimeout(task, gatherMs),
  });

  const waitForWindow = () => {
    clearTimeout(giveUp);
    giveUp = setTimeout(() => {
      isDrawn = false;
      flow.restart();
    }, goneAfterMs);
    giveUp.unref();
  };

  const onData = (bytes: Uint8Array) => {
    hasWritten = true;
    scrollback.push(bytes);
    if (isDrawn) flow.push(bytes);
  };

  return {
    connect(opened) {
      channel = opened;
      if (hasWritten) onData(reconnectedLine(new Date()));
      // An ended tab may stay for long, and need not hold its connection.
      opened.output.once('close', () => {
        if (channel === opened) channel = undefined;
      });
      for (const stream of [opened.output, opened.errors]) stream.on('data', onData).on('error', () => undefined);
    },
    disconnect() {
      if (channel === undefined) return;
      for (const stream of [channel.output, channel.errors]) stream.off('data', onData).resume();
      channel = undefined;
    },
    drawn(count) {
      if (isDrawn) {
        if (giveUp !== undefined) waitForWindow();
        return flow.drawn(count);
      }
      isDrawn = true;
      flow.restart();
      flow.push(resetTerminal);
      flow.push(scrollback.read());
    },
    isUndrawn: () => !isDrawn || flow.isUndrawn(),
    drop() {
      flow.restart();
      scrollback.clear();
      if (hasWritten) scrollback.push(droppedLine(new Date()));
    },
    attach() {
      isDrawn = true;
      flow.restart();
      return scrollback.read();
    },
  };
}
