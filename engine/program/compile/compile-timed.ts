import { recordOf } from '../by-id.ts';
import type { Condition } from '../condition/ast.ts';
import { walkCondition } from '../walk-condition.ts';
import type {
  CompiledCadence,
  CompiledFitRule,
  CompiledPopulation,
  CompiledProgram,
  CompiledTrack,
  CompiledTrigger,
  Timed,
} from './compiled.ts';

interface Watched {
  segments: readonly { readonly when: Condition }[];
  fit: readonly CompiledFitRule[];
  thresholds: CompiledProgram['thresholds'];
  stateTriggers: readonly CompiledTrigger[];
  tracks: readonly CompiledTrack[];
  cadences: Readonly<Record<string, CompiledCadence>>;
  populations: readonly CompiledPopulation[];
}

export function compileTimed({
  segments,
  fit,
  thresholds,
  stateTriggers,
  tracks,
  cadences,
  populations,
}: Watched): Timed {
  return {
    always: [...segments, ...fit, ...stateTriggers, ...thresholds]
      .flatMap(({ when }) => when ?? [])
      .filter(isTimed),
    tracks: tracks
      .map((track) => ({
        track,
        entry: [track.entry].filter((when) => when !== undefined).filter(isTimed),
        endings: [track.goal, ...track.exits.map(({ when }) => when)]
          .filter((when) => when !== undefined)
          .filter(isTimed),
        waits: timedById(
          track.steps.map((step) => [step.id, step.kind === 'wait-for' ? step.when : undefined]),
        ),
      }))
      .filter(({ entry, endings, waits }) => entry.length + endings.length + Object.keys(waits).length > 0),
    cadences: timedById(Object.values(cadences).map(({ id, until }) => [id, until])),
    populations: populations.filter(({ when }) => isTimed(when)),
  };
}

function timedById(conditions: readonly [string, Condition | undefined][]): Record<string, Condition> {
  return recordOf(
    conditions.flatMap(([id, condition]): [string, Condition][] =>
      condition !== undefined && isTimed(condition) ? [[id, condition]] : [],
    ),
  );
}

function isTimed(condition: Condition): boolean {
  for (const part of walkCondition(condition)) {
    if (part.op === 'date' || part.op === 'sequence') return true;
    if ((part.op === 'count' || part.op === 'sum') && part.days !== undefined) return true;
  }
  return false;
}
