import { byId, recordOf } from '../by-id.ts';
import type { Condition, Vocabulary } from '../condition/ast.ts';
import { type FeatureSpec, featuresOf, mergeFeatures } from '../condition/features.ts';
import { durationMs } from '../duration.ts';
import { invalidProgram } from '../parse.ts';
import type { Cadence, Program, Trigger } from '../schema.ts';
import { vocabularyOf } from '../score-models.ts';
import { orderSegments } from '../segment-order.ts';
import { speaksOfArrival, walkCondition } from '../walk-condition.ts';
import { compileExperiments } from './compile-experiments.ts';
import { compileGuards } from './compile-guards.ts';
import { compileScoring } from './compile-scoring.ts';
import { compileTimed } from './compile-timed.ts';
import { compileTrack } from './compile-track.ts';
import type {
  CompiledCadence,
  CompiledProgram,
  CompiledTrack,
  CompiledTrigger,
  CountComparison,
} from './compiled.ts';
import { deepFreeze } from './deep-freeze.ts';
import { indexByEvent } from './event-index.ts';
import { parseConditions } from './parse-conditions.ts';

export type * from './compiled.ts';
export { forEvent } from './event-index.ts';

/**
 * Makes a program ready for `decide`; see compiled.ts for the shape. Pure; the result, and the program that it
 * carries, are frozen in depth.
 * The program must have passed `validateProgram`; conditions that do not parse throw `program.invalid` here too.
 */
export function compileProgram(
  program: Program,
  version: number,
  vocabulary: Vocabulary = vocabularyOf(program),
): CompiledProgram {
  const { parsed, faults } = parseConditions(program, vocabulary);
  if (faults.length > 0) throw invalidProgram(faults);
  const conditionAt = (path: string): Condition => {
    const condition = parsed.get(path);
    if (condition === undefined) throw new TypeError(`no condition at ${path}`);
    return condition;
  };

  const segments = orderSegments(
    Object.fromEntries(Object.keys(program.segments).map((id) => [id, conditionAt(`segments/${id}/when`)])),
  ).order.map((id) => ({
    id,
    title: program.segments[id]?.title ?? id,
    when: conditionAt(`segments/${id}/when`),
  }));
  const triggers = byId(program.triggers).map(([id, trigger]) =>
    compileTrigger(id, trigger, conditionAt(`triggers/${id}/when`)),
  );
  const tracks = byId(program.tracks).map(([id, track]) =>
    compileTrack(id, track, (path) => conditionAt(`tracks/${id}/${path}`)),
  );
  const grouped = tracks.filter(({ group }) => group !== undefined);
  const groups = Object.groupBy(grouped, ({ group = '' }) => group);
  const cadences = byId(program.cadences ?? {}).map(([id, cadence]) =>
    compileCadence(id, cadence, (path) => conditionAt(`cadences/${id}/${path}`)),
  );
  const scoring = compileScoring(program, conditionAt);
  const experiments = compileExperiments(program, conditionAt);
  const stateTriggers = triggers.filter(({ when }) => !speaksOfArrival(when));
  const cadencesById = indexById(cadences);
  const features = mergeFeatures([...parsed.values()].flatMap(featuresOf));
  return deepFreeze({
    version,
    program,
    policies: program.policies,
    guards: compileGuards(program.policies),
    segments,
    segmentsById: indexById(segments),
    ...scoring,
    triggers: indexByEvent(triggers.filter(({ when }) => speaksOfArrival(when))),
    stateTriggers,
    triggersById: indexById(triggers),
    tracks,
    tracksByPriority: byPriority(tracks),
    waitingTracks: tracks.filter(({ steps }) => steps.some(({ kind }) => kind === 'wait-for')),
    groups: recordOf(Object.entries(groups).map(([group, of]) => [group, of ?? []])),
    tracksById: indexById(tracks),
    cadences: cadencesById,
    ...experiments,
    timed: compileTimed({
      segments,
      ...scoring,
      stateTriggers,
      tracks,
      cadences: cadencesById,
      populations: experiments.populations,
    }),
    splits: recordOf([
      ...armsBySplit(tracks),
      ...Object.values(experiments.experiments).map(
        ({ id, arms }) => [id, arms.map((arm) => arm.id)] as const,
      ),
    ]),
    stakeholders: stakeholdersIn(parsed.values()),
    features: recordOf(features.map((feature) => [feature.key, feature])),
    asksForSessions: [...parsed.values()].some((condition) =>
      JSON.stringify(condition).includes('"session_start"'),
    ),
    featuresByEvent: groupByEvent(features),
  });
}

function compileTrigger(id: string, trigger: Trigger, when: Condition): CompiledTrigger {
  return {
    id,
    title: trigger.title,
    when,
    afterMs: trigger.after === undefined ? 0 : durationMs(trigger.after),
    atNextSend: trigger.at === 'next-send',
    cooldownMs: trigger.cooldown === undefined ? 0 : durationMs(trigger.cooldown),
    ...(trigger.once && { once: trigger.once }),
    actions: trigger.actions,
  };
}

function compileCadence(
  id: string,
  cadence: Cadence,
  conditionAt: (path: string) => Condition,
): CompiledCadence {
  return {
    id,
    percent: cadence.percent,
    ...(cadence.for !== undefined && { forMs: durationMs(cadence.for) }),
    ...(cadence.until !== undefined && { until: conditionAt('until') }),
  };
}

function byPriority(tracks: readonly CompiledTrack[]): readonly CompiledTrack[] {
  const [first] = tracks;
  if (tracks.every(({ priority }) => priority === first?.priority)) return tracks;
  return tracks.toSorted((a, b) => b.priority - a.priority);
}

function armsBySplit(tracks: readonly CompiledTrack[]): Map<string, readonly string[]> {
  const arms = new Map<string, readonly string[]>();
  for (const step of tracks.flatMap(({ steps }) => steps)) {
    if (step.kind === 'split') {
      arms.set(
        step.key,
        step.arms.map(({ id }) => id),
      );
    }
  }
  return arms;
}

function stakeholdersIn(conditions: Iterable<Condition>): CompiledProgram['stakeholders'] {
  const compared: Record<string, CountComparison[]> = Object.create(null);
  for (const condition of conditions) {
    for (const part of walkCondition(condition)) {
      if (part.op !== 'stakeholders') continue;
      const { id, is, value } = part;
      compared[id] ??= [];
      if (!compared[id].some((other) => other.is === is && other.value === value))
        compared[id].push({ is, value });
    }
  }
  return recordOf(Object.entries(compared).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function groupByEvent(features: readonly FeatureSpec[]): Record<string, readonly FeatureSpec[]> {
  const names = new Set(features.map(({ event }) => event));
  return recordOf([...names].map((name) => [name, features.filter(({ event }) => event === name)]));
}

function indexById<T extends { readonly id: string }>(things: readonly T[]): Record<string, T> {
  return recordOf(things.map((thing) => [thing.id, thing]));
}
