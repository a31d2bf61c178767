import { ENGAGEMENT } from '../../program/score-models.ts';
import type { Draft } from '../draft.ts';
import { own } from '../records.ts';
import { givePoints } from '../scoring/score.ts';
import type { LeadState } from '../types.ts';

/**
 * The other's points come in as one entry of the ledger a model, `merge:LEAD`; its own ledger stays under its id. What
 * a capped rule gave to both within the period on record counts up to the cap once, and points for fit are given anew
 * by what the lead is now.
 */
export function mergeScore(draft: Draft, loser: LeadState): void {
  const points = new Map(Object.entries(loser.scores));
  const take = (model: string, less: number) => points.set(model, (points.get(model) ?? 0) - less);
  for (const { points: given, model } of Object.values(loser.fits ?? {})) take(model, given);
  mergeCaps(draft, loser, take);

  const { lead } = draft;
  for (const model of Object.keys(loser.decays ?? {}).sort()) {
    const due = own(loser.decays ?? {}, model);
    if (due !== undefined && own(lead.decays ?? {}, model) === undefined)
      lead.decays = { ...lead.decays, [model]: due };
  }
  for (const model of [...points.keys()].sort())
    givePoints(draft, `merge:${loser.id}`, points.get(model) ?? 0, model);
}

/** Of each rule's caps the later period stands; `take` is told what is beyond the cap of a period that both have. */
function mergeCaps(
  { lead, program }: Draft,
  loser: LeadState,
  take: (model: string, less: number) => void,
): void {
  const { rules } = program.program.scoring;
  const caps = { ...lead.ruleCaps };
  for (const id of Object.keys(loser.ruleCaps).sort()) {
    const ours = own(caps, id);
    const theirs = own(loser.ruleCaps, id);
    if (theirs === undefined) continue;
    if (ours === undefined || ours.period < theirs.period) {
      caps[id] = theirs;
    } else if (ours.period === theirs.period) {
      const rule = own(rules, id);
      const both = ours.points + theirs.points;
      const kept = Math.min(both, rule?.cap?.points ?? both);
      caps[id] = { period: ours.period, points: kept };
      take(rule?.model ?? ENGAGEMENT, Math.sign(rule?.points ?? 0) * (both - kept));
    }
  }
  lead.ruleCaps = caps;
}
