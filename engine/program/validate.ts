import type { Fault } from '../../db/errors.ts';
import type { Vocabulary } from './condition/ast.ts';
import type { Program } from './schema.ts';
import { checkConditions } from './validate/check-conditions.ts';
import { type ContentKnown, checkContent } from './validate/check-content.ts';
import { checkEnrolments } from './validate/check-enrolments.ts';
import { checkPolicies } from './validate/check-policies.ts';
import { checkTracks } from './validate/check-tracks.ts';
import { defaultVocabulary } from './vocabulary.ts';

export interface ValidateOptions {
  /** What the library says of a pinned reference; without it content is not checked. */
  contentKnown?: ContentKnown;
  vocabulary?: Vocabulary;
}

/**
 * Everything that is wrong with a program of the right form, each with its path (`tracks/smb/steps/2/content`); empty
 * when it may be activated. Form itself is the schema's: see `parseProgram`.
 */
export function validateProgram(program: Program, options: ValidateOptions = {}): Fault[] {
  return [
    ...checkConditions(program, options.vocabulary ?? defaultVocabulary),
    ...checkTracks(program),
    ...checkEnrolments(program),
    ...checkPolicies(program.policies),
    ...(options.contentKnown ? checkContent(program, options.contentKnown) : []),
  ];
}
