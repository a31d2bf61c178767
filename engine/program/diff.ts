import { diffExperiments } from './diff/experiments.ts';
import type { DiffLine } from './diff/line.ts';
import { diffPolicies } from './diff/policies.ts';
import { diffCadences, diffSegments, diffTriggers } from './diff/rules.ts';
import { diffFit, diffModels, diffScoring, diffThresholds } from './diff/scoring.ts';
import { diffTracks } from './diff/tracks.ts';
import { namesOf } from './diff/words.ts';
import { changedPaths, editsBetween } from './edits.ts';
import type { Program } from './schema.ts';

export type { DiffLine } from './diff/line.ts';

/** What differs from program `a` to program `b`, thing by thing; empty exactly when they are equal. */
export function diffPrograms(a: Program, b: Program): DiffLine[] {
  const names = namesOf(b, a);
  return [
    ...diffTracks(a, b, names),
    ...diffSegments(a, b),
    ...diffModels(a, b),
    ...diffScoring(a, b),
    ...diffFit(a, b),
    ...diffThresholds(a, b, names),
    ...diffTriggers(a, b, names),
    ...diffCadences(a, b),
    ...diffExperiments(a, b),
    ...diffPolicies(a, b),
  ];
}

/** The edit paths at which the programs differ, sorted: what a change on the older of them must not touch as well. */
export function programPathsBetween(a: Program, b: Program): string[] {
  return changedPaths(editsBetween(a, b));
}
