import { Failure } from '../../shared/failure.ts';

/** The profile has been removed meanwhile, or never was. */
export function noSuchProfile(): Failure {
  return new Failure('profile-unreadable', 'This profile is not there any more.', { remedy: 'Choose another one.' });
}
