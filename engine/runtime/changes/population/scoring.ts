import { canonicalJson } from '../../../../db/canonical.ts';
import type { Tx } from '../../../../db/connection.ts';
import { checkCondition } from '../../../program/condition/check.ts';
import { parseCondition } from '../../../program/condition/parse.ts';
import type { Program } from '../../../program/schema.ts';
import { vocabularyOf } from '../../../program/score-models.ts';
import { countLeadsAt, countMatching } from '../../sql/population.ts';
import type { Population } from '../types.ts';
import { leadCondition } from './lead-condition.ts';
import { asPastEvents, scoredDays } from './past-events.ts';
import { resolveSegments, resolveText } from './resolve.ts';

/**
 * Of every scoring rule that is added, changed or removed, how many leads did lately what it gives points for. Rules
 * whose condition cannot be asked of the past are left out.
 */
export async function measureScored(
  tx: Tx,
  { base, proposed, now }: { base: Program; proposed: Program; now: number },
): Promise<NonNullable<Population['scored']>> {
  const scored = [];
  for (const [before, after] of differing(base.scoring.rules, proposed.scoring.rules)) {
    const rule = after ?? before;
    const program = after ? proposed : base;
    const past = rule && asPastEvents(parseCondition(rule.when, vocabularyOf(program)), scoredDays);
    if (!past || checkCondition(past, vocabularyOf(program), { event: false }).length > 0) continue;
    const where = leadCondition(resolveSegments(past, program), { program, now, firstParam: 1 });
    scored.push({ rule: rule.title, leads: await countMatching(tx, where) });
  }
  return scored;
}

/** Of every fit rule that is added, changed or removed, how many leads it holds for now. */
export async function measureFitting(
  tx: Tx,
  { base, proposed, now }: { base: Program; proposed: Program; now: number },
): Promise<NonNullable<Population['fitting']>> {
  const fitting = [];
  for (const [before, after] of differing(base.scoring.fit ?? {}, proposed.scoring.fit ?? {})) {
    const rule = after ?? before;
    if (rule === undefined) continue;
    const program = after ? proposed : base;
    const where = leadCondition(resolveText(rule.when, program), { program, now, firstParam: 1 });
    fitting.push({ rule: rule.title, leads: await countMatching(tx, where) });
  }
  return fitting;
}

/** Of every score threshold that is added, changed or removed, how many leads stand at or above its points now. */
export async function measureThresholds(
  tx: Tx,
  { base, proposed }: { base: Program; proposed: Program },
): Promise<NonNullable<Population['thresholds']>> {
  const thresholds = [];
  for (const [before, after] of differing(base.scoring.thresholds, proposed.scoring.thresholds)) {
    const { model } = after ?? before ?? {};
    const standing = async (at: number) => ({ at, leads: await countLeadsAt(tx, at, model) });
    thresholds.push({
      title: (after ?? before)?.title ?? '',
      ...(before && { old: await standing(before.at) }),
      ...(after && { new: await standing(after.at) }),
    });
  }
  return thresholds;
}

/** What differs, by id, before and after; in order of the ids. */
function differing<T>(before: Readonly<Record<string, T>>, after: Readonly<Record<string, T>>) {
  const ids = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return ids
    .map((id): [T | undefined, T | undefined] => [before[id], after[id]])
    .filter(([a, b]) => canonicalJson(a ?? null) !== canonicalJson(b ?? null));
}
