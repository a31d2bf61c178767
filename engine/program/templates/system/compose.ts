import type { Edit, Program } from '../../schema.ts';
import { audiencesOf } from './audiences.ts';
import { behavioursOf } from './behaviours/index.ts';
import type { SystemBrief } from './brief.ts';
import { anyOf } from './conditions.ts';
import { frequency } from './pace.ts';
import { type PlacedSegment, placeSegments } from './place-segments.ts';
import { composeScoring } from './scoring.ts';
import { composeTrack, type PlannedTrack, trackId } from './tracks.ts';
import { cadenceEdits, triggersOf } from './triggers.ts';

export interface ComposedSystem {
  /** Puts only, each at a path where there is nothing. */
  edits: Edit[];
  segments: PlacedSegment[];
  triggers: { id: string; title: string }[];
  scoring: { id: string; title: string; points: number }[];
  /** What the program has already and keeps, in words; the system does without its own. */
  kept: string[];
}

/**
 * A whole nurturing system as edits that add to a program and change nothing of it. Pure: the same brief, content and
 * program give the same edits. Segments that say what one of the program says give way to it; behaviour that the program
 * scores, or tells somebody of, already is not scored, or told of, twice.
 */
export function composeSystem(
  brief: SystemBrief,
  planned: readonly PlannedTrack[],
  program: Program,
): ComposedSystem {
  const audiences = audiencesOf(brief);
  const kept: string[] = [];
  const { segments, inSegment } = placeSegments(brief, program);
  const tracks = planned.map((one) => ({ id: trackId(brief.name, one), planned: one }));
  const place = { brief, planned, inSegment, beside: Object.keys(program.tracks).length > 0 };
  const isEverybody = audiences[0]?.id === 'all' && brief.audience === undefined;
  const audience = isEverybody ? undefined : anyOf(...audiences.map(({ id }) => inSegment(id)));
  const behaviours = behavioursOf(brief, inSegment);
  const triggers = triggersOf(brief, behaviours, { audience, program, kept });
  const scoring = composeScoring(brief, behaviours, { program, audience, tracks, kept });
  return {
    edits: [
      ...segments.flatMap(({ id, title, when, reused }): Edit[] =>
        reused ? [] : [{ op: 'put', path: `segments/${id}`, value: { title, when } }],
      ),
      ...scoring.edits,
      ...cadenceEdits(brief.name, triggers),
      ...triggers.map(({ id, value }): Edit => ({ op: 'put', path: `triggers/${id}`, value })),
      ...tracks.map(
        ({ id, planned: one }): Edit => ({
          op: 'put',
          path: `tracks/${id}`,
          value: composeTrack(one, place),
        }),
      ),
      ...policies(brief, program, kept),
    ],
    segments,
    triggers: triggers.map(({ id, value }) => ({ id, title: value.title })),
    scoring: scoring.points,
    kept,
  };
}

function policies(brief: SystemBrief, program: Program, kept: string[]): Edit[] {
  return Object.entries(frequency(brief.cycle)).flatMap(([policy, value]): Edit[] => {
    if (Object.hasOwn(program.policies, policy)) {
      kept.push(`The policy ${policy} stays as it is.`);
      return [];
    }
    return [{ op: 'put', path: `policies/${policy}`, value }];
  });
}
