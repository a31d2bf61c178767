import { parseConditions } from '../compile/parse-conditions.ts';
import type { Condition, Vocabulary } from '../condition/ast.ts';
import { durationMs } from '../duration.ts';
import type { Program } from '../schema.ts';
import { ENGAGEMENT, FIT, modelsOf, scoreField, vocabularyOf } from '../score-models.ts';
import { defaultVocabulary } from '../vocabulary.ts';
import { segmentsIn, walkCondition } from '../walk-condition.ts';
import { actionsOf } from './actions-of.ts';
import { type Finding, finding } from './findings.ts';

const hourMs = 3_600_000;

/** Models that are not there or cannot be, fit that cannot stand still, and thresholds that cannot be told apart. */
export function checkScoring(program: Program): Finding[] {
  return [...checkModels(program), ...checkKnown(program), ...checkFit(program), ...checkThresholds(program)];
}

function checkModels({ scoring: { models = {} } }: Program): Finding[] {
  return Object.entries(models).flatMap(([id, { decay }]) => {
    const path = `scoring/models/${id}`;
    const field = scoreField(id);
    const found: Finding[] = [];
    if (id !== ENGAGEMENT && id !== FIT && Object.hasOwn(defaultVocabulary.fields, field))
      found.push(finding('score.model_id', path, `${field} is the name of another field; choose another id`));
    if (field.length > 63)
      found.push(finding('score.model_id', path, 'the id of a score model has at most 57 characters'));
    if (decay && durationMs(decay.every) < hourMs)
      found.push(finding('score.decay', `${path}/decay/every`, 'a score decays at most once an hour'));
    return found;
  });
}

function checkKnown(program: Program): Finding[] {
  const known = modelsOf(program);
  const { rules, fit = {}, thresholds } = program.scoring;
  return [
    ...Object.entries(rules).map(([id, { model }]) => ({ path: `scoring/rules/${id}`, model })),
    ...Object.entries(fit).map(([id, { model }]) => ({ path: `scoring/fit/${id}`, model })),
    ...Object.entries(thresholds).map(([id, { model }]) => ({ path: `scoring/thresholds/${id}`, model })),
    ...actionsOf(program).flatMap(({ path, action }) =>
      action.do === 'score' ? [{ path, model: action.model }] : [],
    ),
  ].flatMap(({ path, model }) =>
    model === undefined || known.includes(model)
      ? []
      : [
          finding(
            'score.unknown_model',
            `${path}/model`,
            `there is no score model "${model}"; there are ${known.join(', ')}`,
          ),
        ],
  );
}

/** Points that stand for what a lead is must neither melt away nor depend on points. */
function checkFit(program: Program): Finding[] {
  const { fit = {}, models = {} } = program.scoring;
  if (Object.keys(fit).length === 0) return [];
  const vocabulary = vocabularyOf(program);
  const { parsed } = parseConditions(program, vocabulary);
  return Object.entries(fit).flatMap(([id, { model = FIT }]) => {
    const path = `scoring/fit/${id}`;
    const found: Finding[] = [];
    if (models[model]?.decay)
      found.push(
        finding(
          'score.fit_decays',
          `${path}/model`,
          `the score ${model} decays, and fit points stand while their condition holds; give them to one without decay`,
        ),
      );
    const when = parsed.get(`${path}/when`);
    if (when && readsScore(when, parsed, vocabulary, new Set()))
      found.push(
        finding(
          'score.fit_of_score',
          `${path}/when`,
          'fit points may not depend on a score; say what the lead is, or use a threshold',
        ),
      );
    return found;
  });
}

/** Itself or by a segment that it names. */
function readsScore(
  when: Condition,
  parsed: ReadonlyMap<string, Condition>,
  vocabulary: Vocabulary,
  seen: Set<string>,
): boolean {
  const isScore = (name: string) => {
    const field = vocabulary.fields[name];
    return field?.owner === 'engine' && field.type === 'number';
  };
  const direct = [...walkCondition(when)].some((node) => 'field' in node && isScore(node.field));
  return (
    direct ||
    segmentsIn(when).some((id) => {
      if (seen.has(id)) return false;
      seen.add(id);
      const segment = parsed.get(`segments/${id}/when`);
      return segment !== undefined && readsScore(segment, parsed, vocabulary, seen);
    })
  );
}

function checkThresholds({ scoring: { thresholds } }: Program): Finding[] {
  return Object.entries(thresholds).flatMap(([id, { at, below, actions, down = [] }]) => {
    const path = `scoring/thresholds/${id}`;
    const found: Finding[] = [];
    if (below !== undefined && below >= at)
      found.push(
        finding(
          'threshold.below',
          `${path}/below`,
          `${below} is not less than ${at}; lower it or leave it out`,
        ),
      );
    if (actions.length + down.length === 0)
      found.push(
        finding('threshold.idle', `${path}/actions`, 'it does nothing; give it actions, up or down'),
      );
    return found;
  });
}
