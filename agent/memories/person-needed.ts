import { TrellisError } from '../../db/errors.ts';

/** What is kept and forgotten is for the person to say: a program that read something foreign could be made to. */
export function personNeeded(): TrellisError {
  return new TrellisError(
    'auth.person_needed',
    'Notes are kept and forgotten only when a person says so: on the page, in Slack, or on a terminal (`trellis chat`, `trellis memory`).',
  );
}
