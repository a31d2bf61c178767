import type { Vocabulary } from './condition/ast.ts';
import type { Program } from './schema.ts';
import { vocabularyOf } from './score-models.ts';
import { checkActions } from './validate/check-actions.ts';
import { checkConditions } from './validate/check-conditions.ts';
import { type ContentKnown, checkContent } from './validate/check-content.ts';
import { checkDurations } from './validate/check-durations.ts';
import { checkEnrolments } from './validate/check-enrolments.ts';
import { checkEntries } from './validate/check-entries.ts';
import { checkExperiments } from './validate/check-experiments.ts';
import { checkGroups } from './validate/check-groups.ts';
import { checkPolicies } from './validate/check-policies.ts';
import { checkScoring } from './validate/check-scoring.ts';
import { checkSplits } from './validate/check-splits.ts';
import { checkTracks } from './validate/check-tracks.ts';
import { checkTriggers } from './validate/check-triggers.ts';
import { type Finding, isWarning } from './validate/findings.ts';

export interface ValidateOptions {
  /** What the library says of a pinned reference; without it content is not checked. */
  contentKnown?: ContentKnown;
  vocabulary?: Vocabulary;
}

/**
 * Everything that is wrong with a program of the right form, each with its path (`tracks/smb/steps/2/content`) and
 * code (validate/findings.ts); empty when it may be activated. Form itself is the schema's: see `parseProgram`.
 */
export function validateProgram(program: Program, options: ValidateOptions = {}): Finding[] {
  return findIn(program, options).filter((found) => !isWarning(found));
}

/** What a person should look at before such a program is activated, though nothing keeps it from being. */
export function warningsOf(program: Program, options: ValidateOptions = {}): Finding[] {
  return findIn(program, options).filter(isWarning);
}

function findIn(program: Program, options: ValidateOptions): Finding[] {
  const vocabulary = options.vocabulary ?? vocabularyOf(program);
  const found = [
    ...checkConditions(program, vocabulary),
    ...checkScoring(program),
    ...checkTriggers(program),
    ...checkTracks(program, vocabulary),
    ...checkSplits(program),
    ...checkExperiments(program, vocabulary),
    ...checkActions(program, vocabulary),
    ...checkEnrolments(program, vocabulary),
    ...checkEntries(program),
    ...checkGroups(program),
    ...checkPolicies(program.policies),
    ...(options.contentKnown ? checkContent(program, options.contentKnown) : []),
  ];
  const told = new Set(found.map(({ code, path }) => `${code} ${path}`));
  return [...found, ...checkDurations(program).filter(({ code, path }) => !told.has(`${code} ${path}`))];
}
