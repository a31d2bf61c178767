import { z } from 'zod';
import { TrellisError } from '../../db/errors.ts';
import type { Vocabulary } from '../../engine/program/condition/ast.ts';
import { actionSchema, type Edit, type Program } from '../../engine/program/schema.ts';
import { vocabularyOf } from '../../engine/program/score-models.ts';
import { conditionText, readCondition } from './conditions.ts';
import { nearest } from './nearest.ts';
import { actionInput, capInput, conditionInput, idInput } from './schemas.ts';
import { freeSlug } from './slug.ts';

const ruleInput = z.strictObject({
  id: idInput.optional().describe('Default: the rule with this condition, else a new one'),
  title: z.string().min(1).max(200).optional(),
  when: conditionInput.describe('Of an arriving event, e.g. `page_visit AND page_url CONTAINS "pricing"`'),
  points: z.int().min(-1000).max(1000),
  cap: capInput.optional(),
  model: idInput.optional().describe('Default engagement'),
});
const thresholdInput = z.strictObject({
  id: idInput.optional(),
  title: z.string().min(1).max(200),
  model: idInput.optional().describe('Default the total'),
  at: z.int().min(1).max(100_000),
  below: z.int().min(-100_000).max(100_000).optional().describe('Left only under this'),
  actions: z.array(actionInput).min(1).max(10),
});

export const scoringInput = z.strictObject({
  put_rules: z.array(ruleInput).max(10).optional(),
  remove_rules: z.array(idInput).max(10).optional(),
  put_thresholds: z.array(thresholdInput).max(10).optional(),
  remove_thresholds: z.array(idInput).max(10).optional(),
});

/**
 * The edits that change scoring as asked, and a title for them. A rule with the same condition, or a threshold with the
 * same title, is changed and not added a second time. Throws `input.empty`, `input.invalid`, `scoring.unknown` and what
 * reading a condition throws.
 */
export function scoringEdits(
  program: Program,
  {
    put_rules = [],
    remove_rules = [],
    put_thresholds = [],
    remove_thresholds = [],
  }: z.output<typeof scoringInput>,
): { title: string; edits: Edit[] } {
  const taken: Record<string, unknown> = { ...program.scoring.rules, ...program.scoring.thresholds };
  const puts = [
    ...put_rules.map((rule) => putRule(program, rule, taken)),
    ...put_thresholds.map((threshold) => putThreshold(program, threshold, taken)),
  ];
  const edits: Edit[] = [
    ...puts.map(({ edit }) => edit),
    ...remove_rules.map((id) => removal('rules', id, program.scoring.rules)),
    ...remove_thresholds.map((id) => removal('thresholds', id, program.scoring.thresholds)),
  ];
  if (edits.length === 0) {
    throw new TrellisError('input.empty', 'Name at least one rule or threshold to put or remove.');
  }
  const titles = [
    ...puts.map(({ title }) => title),
    ...[...remove_rules, ...remove_thresholds].map((id) => `remove ${id}`),
  ];
  return { title: `Scoring: ${titles.join('; ')}`.slice(0, 200), edits };
}

function putRule(program: Program, rule: z.output<typeof ruleInput>, taken: Record<string, unknown>) {
  const vocabulary = vocabularyOf(program);
  const when = conditionText(readCondition(rule.when, { event: true, vocabulary }));
  const { rules } = program.scoring;
  const same = Object.entries(rules).find(([, other]) => canonical(other.when, vocabulary) === when)?.[0];
  const before = rules[rule.id ?? same ?? ''];
  const title = rule.title ?? before?.title ?? when.slice(0, 200);
  const id = rule.id ?? same ?? freeSlug(title, taken);
  taken[id] = true;
  const cap = rule.cap ?? (before?.cap && withRoomFor(rule.points, before.cap));
  const model = rule.model ?? before?.model;
  const value = { title, when, points: rule.points, ...(cap && { cap }), ...(model && { model }) };
  const points = `${rule.points >= 0 ? '+' : ''}${rule.points}`;
  return {
    title: `${points} for ${title}`,
    edit: { op: 'put', path: `scoring/rules/${id}`, value } satisfies Edit,
  };
}

/** A cap below the points of one event would swallow what was asked for. */
function withRoomFor(points: number, cap: z.output<typeof capInput>): z.output<typeof capInput> {
  return { ...cap, points: Math.max(cap.points, Math.abs(points)) };
}

/** Programs may come from files, whose conditions are not in canonical form. */
function canonical(when: string, vocabulary: Vocabulary): string {
  return conditionText(readCondition(when, { event: true, vocabulary }));
}

function putThreshold(
  program: Program,
  threshold: z.output<typeof thresholdInput>,
  taken: Record<string, unknown>,
) {
  const actions = z.array(actionSchema).safeParse(threshold.actions);
  if (!actions.success) {
    throw new TrellisError(
      'input.invalid',
      'An action of the threshold lacks what it needs, or has too much.',
      {
        faults: actions.error.issues.map((issue) => ({
          path: `scoring/put_thresholds/actions/${issue.path.join('/')}`,
          message: issue.message,
        })),
      },
    );
  }
  const same = Object.entries(program.scoring.thresholds).find(
    ([, other]) => other.title === threshold.title,
  )?.[0];
  const id = threshold.id ?? same ?? freeSlug(threshold.title, taken);
  taken[id] = true;
  const before = program.scoring.thresholds[id];
  const model = threshold.model ?? before?.model;
  const below =
    threshold.below ??
    (before?.below !== undefined && before.below < threshold.at ? before.below : undefined);
  const value = {
    title: threshold.title,
    ...(model && { model }),
    at: threshold.at,
    ...(below !== undefined && { below }),
    actions: actions.data,
    ...(before?.down && { down: before.down }),
  };
  return {
    title: `${threshold.title} at ${threshold.at}`,
    edit: { op: 'put', path: `scoring/thresholds/${id}`, value } satisfies Edit,
  };
}

function removal(kind: 'rules' | 'thresholds', id: string, known: Readonly<Record<string, unknown>>): Edit {
  if (!Object.hasOwn(known, id)) {
    const near = nearest(id, Object.keys(known));
    throw new TrellisError(
      'scoring.unknown',
      `There is no scoring ${kind === 'rules' ? 'rule' : 'threshold'} ${id}. Like it: ${near.join(', ') || 'none'}.`,
    );
  }
  return { op: 'remove', path: `scoring/${kind}/${id}` };
}
