import type { Client } from 'ssh2';

/**
 * Asks the server to take back a forwarding that was never asked for. It must answer (RFC 4254, 4), and nothing comes
 * of it: the one question among ssh2's public calls that changes nothing.
 */
export function answersRequest(client: Client, lost: AbortSignal, withinMs: number): Promise<boolean> {
  if (lost.aborted) return Promise.resolve(false);
  return new Promise((resolve) => {
    const finish = (answer: boolean) => {
      clearTimeout(timer);
      lost.removeEventListener('abort', onLost);
      resolve(answer);
    };
    const onLost = () => finish(false);
    const timer = setTimeout(() => finish(false), withinMs);
    lost.addEventListener('abort', onLost, { once: true });
    try {
      client.unforwardIn('127.0.0.1', 1, () => finish(!lost.aborted));
    } catch {
      finish(false);
    }
  });
}
