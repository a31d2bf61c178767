import { parseCondition } from '../../condition/parse.ts';
import { printCondition } from '../../condition/print.ts';
import type { Action, Edit, Program, Trigger } from '../../schema.ts';
import { vocabularyOf } from '../../score-models.ts';
import { answersAlready } from './answers-already.ts';
import { audiencesOf } from './audiences.ts';
import { type Behaviour, behavioursOf } from './behaviours.ts';
import type { SystemBrief } from './brief.ts';
import { allOf, anyOf } from './conditions.ts';
import { frequency } from './pace.ts';
import { composeScoring } from './scoring.ts';
import { type SegmentFamily, segmentsOf } from './segments.ts';
import { composeTrack, type PlannedTrack, trackId } from './tracks.ts';

export interface ComposedSystem {
  /** Puts only, each at a path where there is nothing. */
  edits: Edit[];
  /** `reused`: a segment of the program that says the same stands for it. */
  segments: { id: string; family: SegmentFamily; title: string; when: string; reused: boolean }[];
  tracks: { id: string; planned: PlannedTrack }[];
  /** Titles of triggers, rules and thresholds, with what each does in words of its own. */
  triggers: { id: string; title: string; moves: readonly Action[] }[];
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
      ...cadences(brief.name, triggers),
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
    tracks,
    triggers: triggers.map(({ id, value, moves }) => ({ id, title: value.title, moves })),
    scoring: scoring.points,
    kept,
  };
}

/** Ids of the system that the program has already, with their paths; a system may only be added where there are none. */
export function clashesOf(edits: readonly Edit[], program: Program): string[] {
  const holders: Readonly<Record<string, object | undefined>> = {
    segments: program.segments,
    'scoring/rules': program.scoring.rules,
    'scoring/fit': program.scoring.fit,
    'scoring/models': program.scoring.models,
    'scoring/thresholds': program.scoring.thresholds,
    triggers: program.triggers,
    cadences: program.cadences,
    tracks: program.tracks,
    policies: program.policies,
  };
  return edits.flatMap(({ path }) => {
    const cut = path.lastIndexOf('/');
    return Object.hasOwn(holders[path.slice(0, cut)] ?? {}, path.slice(cut + 1)) ? [path] : [];
  });
}

/** Gives each segment its id: that of one of the program that says the same, else one of the system's own. */
function placeSegments(brief: SystemBrief, program: Program) {
  const vocabulary = vocabularyOf(program);
  const existing = new Map(
    Object.entries(program.segments).map(([id, { when }]) => [
      printCondition(parseCondition(when, vocabulary), vocabulary),
      id,
    ]),
  );
  const idOf = new Map<string, string>();
  const inSegment = (role: string) => `IN SEGMENT ${idOf.get(role)}`;
  const segments = segmentsOf(brief, audiencesOf(brief), program.tracks).map((segment) => {
    const { role, family } = segment;
    const when = typeof segment.when === 'string' ? segment.when : segment.when(inSegment);
    const same = existing.get(when);
    const id = same ?? `${brief.name}-${role}`;
    idOf.set(role, id);
    const title = program.segments[same ?? '']?.title ?? segment.title;
    return { id, family, title, when, reused: same !== undefined };
  });
  return { segments, inSegment };
}

interface Surroundings {
  audience: string | undefined;
  program: Program;
  kept: string[];
}

function triggersOf(
  brief: SystemBrief,
  behaviours: readonly Behaviour[],
  { audience, program, kept }: Surroundings,
) {
  const vocabulary = vocabularyOf(program);
  return behaviours.flatMap(({ id, title, when, timing, moves = [], alerts = [] }) => {
    const answered = Object.entries(program.triggers).find(([, other]) =>
      answersAlready(other.when, when, vocabulary),
    );
    if (answered && alerts.length > 0)
      kept.push(`${title}: the trigger ${answered[0]} tells people of it already, so nobody is told twice.`);
    const isPace = moves.some((action) => action.do === 'cadence');
    if (answered && isPace) {
      kept.push(`${title}: the trigger ${answered[0]} answers that already.`);
      return [];
    }
    const named = moves.map(
      (action): Action =>
        action.do === 'cadence' && action.cadence !== null
          ? { ...action, cadence: `${brief.name}-${action.cadence}` }
          : action,
    );
    const actions = [...named, ...(answered ? [] : alerts)];
    if (actions.length === 0) return [];
    const value: Trigger = {
      title: `${brief.product}: ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
      when: audience === undefined ? allOf(when) : allOf(when, audience),
      ...timing,
      actions,
    };
    return [{ id: `${brief.name}-${id}`, value, moves }];
  });
}

/** The paces that triggers set. A reader who opens three emails a week wants more; one who opens none, less. */
function cadences(name: string, triggers: readonly { value: Trigger }[]): Edit[] {
  const paces = {
    eager: { title: 'Eager readers', percent: 75, for: '4 weeks' },
    relaxed: {
      title: 'Tired readers',
      percent: 200,
      for: '12 weeks',
      until: 'email_clicks >= 1 IN last_7_days',
    },
  };
  const set = triggers.flatMap(({ value }) =>
    value.actions.flatMap((action) => (action.do === 'cadence' ? [action.cadence] : [])),
  );
  return Object.entries(paces).flatMap(([pace, value]): Edit[] =>
    set.includes(`${name}-${pace}`) ? [{ op: 'put', path: `cadences/${name}-${pace}`, value }] : [],
  );
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
