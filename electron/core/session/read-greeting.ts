import { plainServerText } from '../../shared/server-text.ts';
import type { Line } from '../gate/reach/line.ts';

/** What a server says first; `line` is undefined when it said nothing: it was silent, or it hung up (`hasEnded`). */
export interface Greeting {
  readonly isSsh: boolean;
  readonly line: string | undefined;
  readonly hasEnded: boolean;
}

/** RFC 4253, 4.2: other lines may come before the server's own; nobody sends more than this of them. */
const mostBytes = 8192;
const longestShown = 80;
const afterFirstMs = 2000;

/**
 * Reads the first line of whoever answers on a fresh connection; SSH's own where there is one. Nothing is sent, and the
 * socket stays as it is, for somebody else to use.
 */
export function readGreeting(socket: Line, withinMs: number, signal?: AbortSignal): Promise<Greeting> {
  return new Promise((resolve) => {
    let text = '';
    const finish = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', finish);
      socket.off('data', onData).off('end', finish).off('close', finish);
      resolve({ ...greetingIn(text), hasEnded: socket.destroyed || socket.readableEnded });
    };
    const onData = (data: Buffer) => {
      text += data.toString('latin1');
      if (text.length > mostBytes || greetingIn(text).isSsh) return finish();
      // Who has begun with something else ends soon with its own line, or is somebody else.
      clearTimeout(timer);
      timer = setTimeout(finish, Math.min(withinMs, afterFirstMs));
    };
    let timer = setTimeout(finish, withinMs);
    signal?.addEventListener('abort', finish, { once: true });
    socket.on('data', onData).once('end', finish).once('close', finish);
    if (socket.destroyed || socket.readableEnded || signal?.aborted) finish();
  });
}

function greetingIn(text: string): Omit<Greeting, 'hasEnded'> {
  // The last piece may be half a line yet.
  const lines = text.split(/\r?\n/);
  const own = lines.slice(0, -1).find((line) => line.startsWith('SSH-'));
  const line = plainServerText(own ?? lines[0] ?? '', longestShown);
  return { isSsh: own !== undefined, line: line === '' ? undefined : line };
}
