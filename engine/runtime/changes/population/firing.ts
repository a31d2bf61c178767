import type { Tx } from '../../../../db/connection.ts';
import type { Program } from '../../../program/schema.ts';
import { speaksOfArrival } from '../../../program/walk-condition.ts';
import { countMatching } from '../../sql/population.ts';
import type { Population } from '../types.ts';
import { leadCondition } from './lead-condition.ts';
import { resolveText, sameCondition } from './resolve.ts';

/**
 * Of every trigger that speaks of the lead alone and is new or has another condition, for how many leads it fires at
 * once: those it holds for, less those it held for already.
 */
export async function measureFiring(
  tx: Tx,
  { base, proposed, now }: { base: Program; proposed: Program; now: number },
): Promise<NonNullable<Population['firing']>> {
  const firing = [];
  for (const [id, { title, when }] of Object.entries(proposed.triggers)) {
    const condition = resolveText(when, proposed);
    if (speaksOfArrival(condition)) continue;
    const before = base.triggers[id];
    const conditionBefore = before && resolveText(before.when, base);
    if (sameCondition({ condition, program: proposed }, { condition: conditionBefore, program: base }))
      continue;
    const { sql, params } = leadCondition(condition, { program: proposed, now, firstParam: 2 });
    const held = `coalesce(l.state::jsonb -> 'holding' ? $1::text, false)`;
    const leads = await countMatching(tx, { sql: `(${sql}) and not ${held}`, params: [id, ...params] });
    firing.push({ trigger: title, leads });
  }
  return firing;
}
