import { Failure } from '../../shared/failure.ts';

/** What a window asked about has gone meanwhile, or never was. */
export function noSuch(what: 'session' | 'notice'): Failure {
  return new Failure('internal', `There is no such ${what} any more.`);
}
