import type { Queryable } from '../../../db/connection.ts';
import { TrellisError } from '../../../db/errors.ts';
import type { Program } from '../../program/schema.ts';
import { everInProgram } from '../sql/explain.ts';

/** A rule that does something by itself. */
export interface RuleName {
  kind: 'score' | 'fit' | 'trigger' | 'threshold' | 'entry' | 'segment' | 'step' | 'track' | 'person';
  id: string;
  /** As people write it: `trigger:ID`, and a scoring rule by its bare id. */
  name: string;
}

const kinds = [
  'score',
  'fit',
  'trigger',
  'threshold',
  'entry',
  'segment',
  'step',
  'track',
  'person',
] as const;

/** Where the document of a program has the things of a kind. */
const places = {
  score: ['scoring', 'rules'],
  fit: ['scoring', 'fit'],
  trigger: ['triggers'],
  threshold: ['scoring', 'thresholds'],
  entry: ['tracks'],
  track: ['tracks'],
  segment: ['segments'],
} as const;

/**
 * The rule that is meant: `trigger:ID`, `threshold:ID`, `entry:TRACK`, `step:TRACK/STEP`, …, or the bare id or title of
 * just one. One that only earlier versions had is found by its full name. Throws `rule.unknown`, `rule.ambiguous`.
 */
export async function ruleNamed(on: Queryable, program: Program, given: string): Promise<RuleName> {
  const colon = given.indexOf(':');
  const kind = kinds.find((known) => known === given.slice(0, colon));
  if (kind && colon > 0) return explicit(on, kind, given.slice(colon + 1));
  const wanted = given.trim().toLowerCase();
  const found = thingsOf(program).filter(({ id, title }) => id === wanted || title.toLowerCase() === wanted);
  const [first] = found;
  if (first && found.length === 1) return ruleOf(first.kind, first.id);
  if (first) {
    throw new TrellisError(
      'rule.ambiguous',
      `“${given}” may be ${found.map(({ kind, id }) => `${kind}:${id}`).join(' or ')}: say which.`,
    );
  }
  throw unknown(given);
}

async function explicit(on: Queryable, kind: RuleName['kind'], id: string): Promise<RuleName> {
  if (kind === 'person') return ruleOf(kind, id);
  const [holder = '', step] = id.split('/');
  const place = kind === 'step' ? places.track : places[kind];
  const known = await everInProgram(on, [...place, kind === 'step' ? holder : id]);
  if (!known || (kind === 'step' && !step)) throw unknown(`${kind}:${id}`);
  return ruleOf(kind, id);
}

function thingsOf({ scoring, triggers, tracks, segments }: Program) {
  const of = (kind: RuleName['kind'], things: Readonly<Record<string, { title: string }>>) =>
    Object.entries(things).map(([id, { title }]) => ({ kind, id, title }));
  return [
    ...of('score', scoring.rules),
    ...of('fit', scoring.fit ?? {}),
    ...of('trigger', triggers),
    ...of('threshold', scoring.thresholds),
    ...of('entry', tracks),
    ...of('segment', segments),
  ];
}

function ruleOf(kind: RuleName['kind'], id: string): RuleName {
  return { kind, id, name: kind === 'score' ? id : `${kind}:${id}` };
}

function unknown(given: string): TrellisError {
  return new TrellisError(
    'rule.unknown',
    `There is no rule ${given}. Name one as trigger:ID, threshold:ID, entry:TRACK, step:TRACK/STEP, segment:ID, fit:ID or score:ID; \`trellis program show\` lists what there is.`,
  );
}
