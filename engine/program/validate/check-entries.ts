import type { Program } from '../schema.ts';
import { actionsOf } from './actions-of.ts';
import { type Finding, finding } from './findings.ts';

/** Tracks that no lead enters by the program. People may still enrol leads by hand, so that it is no fault. */
export function checkEntries(program: Program): Finding[] {
  const enrolled = new Set(
    actionsOf(program).flatMap(({ action }) => (action.do === 'enrol' ? [action.track] : [])),
  );
  return Object.entries(program.tracks).flatMap(([id, { entry }]) =>
    entry !== undefined || enrolled.has(id)
      ? []
      : [
          finding(
            'track.nobody_enters',
            `tracks/${id}`,
            'nobody enters it: give it an entry, or enrol in it by a trigger, a threshold or a step; else leads get on it by hand only',
          ),
        ],
  );
}
