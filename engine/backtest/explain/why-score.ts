import type { Database } from '../../../db/connection.ts';
import { laneOfLead } from '../../../db/lanes.ts';
import type { LeadId } from '../../core/types.ts';
import type { CompiledProgram } from '../../program/compile/compile.ts';
import { stateOf } from '../../runtime/loaded-lead.ts';
import { readContributions, readLastPoints, readLeadState } from '../sql/explain.ts';
import { leadName } from './lead-name.ts';
import { shownInput } from './shown-input.ts';
import type { WhyScore } from './types.ts';

const lastPoints = 50;

/** Why a lead has the score that it has: the sum of its ledger. Undefined when there is no such lead. */
export async function whyScore(
  db: Database,
  { thresholds }: CompiledProgram,
  lead: LeadId,
): Promise<WhyScore | undefined> {
  return db.transaction(async (tx) => {
    const row = await readLeadState(tx, laneOfLead(lead), lead);
    if (!row) return undefined;
    const state = stateOf(row);
    const contributions = await readContributions(tx, lead);
    const sums = Map.groupBy(contributions, ({ model }) => model);
    const scoreOf = (model: string | undefined) =>
      model === undefined ? state.score : (state.scores[model] ?? 0);
    const next = thresholds
      .filter(({ id, model, at }) => !state.thresholds.includes(id) && at > scoreOf(model))
      .sort((a, b) => a.at - scoreOf(a.model) - (b.at - scoreOf(b.model)))[0];
    const decays = Object.values(state.decays ?? {});
    return {
      lead,
      name: leadName(row.fields),
      total: state.score,
      models: [...sums].map(([model, given]) => ({
        model,
        score: scoreOf(model),
        ledgerSum: given.reduce((sum, { points }) => sum + points, 0),
      })),
      contributions,
      last: (await readLastPoints(tx, lead, lastPoints)).map(({ rule, points, model, ...input }) => ({
        at: input.at,
        rule,
        points,
        model,
        input: shownInput(input),
      })),
      next: next ? { threshold: next.id, at: next.at, missing: next.at - scoreOf(next.model) } : null,
      decaysAt: decays.length > 0 ? Math.min(...decays) : null,
    };
  });
}
