import { evaluate } from '../../program/condition/evaluate.ts';
import type { Draft } from '../draft.ts';
import { own, without } from '../records.ts';
import { saw } from '../watch.ts';
import { givePoints } from './score.ts';

/**
 * Gives the points of the fit rules that have come to hold and takes those of the rules that have ceased to. All see
 * the lead from before; none is looked at while neither score, stage nor enrolments changed since the last time.
 */
export function updateFit(draft: Draft): void {
  const { lead, program, view } = draft;
  if (program.fit.length === 0 || draft.fitAt === draft.revision) return;
  draft.fitAt = draft.revision;
  const turned = program.fit.filter(
    ({ id, when }) => evaluate(when, view) !== (own(lead.fits ?? {}, id) !== undefined),
  );
  for (const { id, when, points, model } of turned) {
    const given = own(lead.fits ?? {}, id);
    if (given === undefined) {
      saw(draft, `fit:${id}`, when);
      lead.fits = { ...lead.fits, [id]: { points, model } };
      givePoints(draft, `fit:${id}`, points, model);
    } else {
      forget(draft, id);
      givePoints(draft, `fit:${id}`, -given.points, given.model);
    }
  }
}

/** What the rules gave becomes what they give now: a rule that is gone takes its points with it. */
export function migrateFit(draft: Draft): void {
  const { lead, program } = draft;
  for (const id of Object.keys(lead.fits ?? {}).sort()) {
    const given = own(lead.fits ?? {}, id);
    const rule = program.fit.find((other) => other.id === id);
    if (given === undefined || (rule?.points === given.points && rule.model === given.model)) continue;
    if (rule === undefined) forget(draft, id);
    else lead.fits = { ...lead.fits, [id]: { points: rule.points, model: rule.model } };
    if (rule?.model === given.model) {
      givePoints(draft, `fit:${id}`, rule.points - given.points, rule.model);
    } else {
      givePoints(draft, `fit:${id}`, -given.points, given.model);
      if (rule !== undefined) givePoints(draft, `fit:${id}`, rule.points, rule.model);
    }
  }
}

function forget({ lead }: Draft, id: string): void {
  const fits = without(lead.fits ?? {}, id);
  if (Object.keys(fits).length === 0) delete lead.fits;
  else lead.fits = fits;
}
