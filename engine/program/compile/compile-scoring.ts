import { byId, recordOf } from '../by-id.ts';
import type { Condition } from '../condition/ast.ts';
import { durationMs } from '../duration.ts';
import type { Program } from '../schema.ts';
import { ENGAGEMENT, FIT, modelsOf, scoreField } from '../score-models.ts';
import type { CompiledProgram } from './compiled.ts';
import { indexByEvent } from './event-index.ts';

type CompiledScoring = Pick<
  CompiledProgram,
  'rules' | 'fit' | 'models' | 'decays' | 'scoreFields' | 'thresholds'
>;

/** `conditionAt` gives the parsed condition at a path of the program. */
export function compileScoring(program: Program, conditionAt: (path: string) => Condition): CompiledScoring {
  const { rules, fit = {}, models = {}, thresholds } = program.scoring;
  return {
    rules: indexByEvent(
      byId(rules).map(([id, { title, points, cap, model = ENGAGEMENT }]) => ({
        id,
        title,
        when: conditionAt(`scoring/rules/${id}/when`),
        points,
        ...(cap && { cap }),
        model,
      })),
    ),
    fit: byId(fit).map(([id, { title, points, model = FIT }]) => ({
      id,
      title,
      when: conditionAt(`scoring/fit/${id}/when`),
      points,
      model,
    })),
    models: modelsOf(program),
    decays: byId(models).flatMap(([model, { decay }]) =>
      decay === undefined ? [] : [{ model, percent: decay.percent, everyMs: durationMs(decay.every) }],
    ),
    scoreFields: recordOf(
      Object.keys(models)
        .filter((id) => id !== ENGAGEMENT && id !== FIT)
        .map((id) => [scoreField(id), id] as const),
    ),
    thresholds: byId(thresholds)
      .map(([id, { title, model, at, below = at, when, actions, down = [] }]) => ({
        id,
        title,
        ...(model !== undefined && { model }),
        at,
        below,
        ...(when !== undefined && { when: conditionAt(`scoring/thresholds/${id}/when`) }),
        actions,
        down,
      }))
      .sort((a, b) => a.at - b.at),
  };
}
