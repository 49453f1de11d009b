import { Failure } from '../shared/failure.ts';

/**
 * This process was stopped (Ctrl-Z, SIGSTOP), or the machine slept, while it had its turn at a host: the daemon may have
 * forgotten the first knocks, and others may have passed this process over. `inTurn` alone deals with it: it queues anew and
 * does its work again from the start. Nobody else catches it.
 */
export function turnLost(): Failure {
  return new Failure(
    'turn-lost',
    'Portcullis was stopped again and again while it knocked, or this computer is too busy.',
    {
      remedy: 'Try again.',
    },
  );
}

export function isTurnLost(thrown: unknown): boolean {
  return thrown instanceof Failure && thrown.code === 'turn-lost';
}
