import type { CompiledDecay } from '../../program/compile/compile.ts';
import type { Draft } from '../draft.ts';
import { own } from '../records.ts';
import type { Instant, Timer } from '../types.ts';
import { givePoints } from './score.ts';

/**
 * Takes what decay is due, before the input gives any points: every period that passed, however many, in one entry of
 * the ledger, as if each had been taken at its time.
 */
export function takeDecay(draft: Draft): void {
  const { lead, program, at } = draft;
  if (lead.decays === undefined) return;
  for (const { model, percent, everyMs } of program.decays) {
    const due: Instant | undefined = own(lead.decays, model);
    const before: number = own(lead.scores, model) ?? 0;
    if (due === undefined || due > at) continue;
    let score = before;
    const periods: number = Math.floor((at - due) / everyMs) + 1;
    for (let n = 0; n < periods && score !== 0; n++) score -= shareOf(score, percent);
    lead.decays = { ...lead.decays, [model]: due + periods * everyMs };
    givePoints(draft, `decay:${model}`, score - before, model);
  }
}

/** This many percent of the score, rounded away from 0, so that a score reaches 0 instead of staying at 1. */
export function shareOf(score: number, percent: number): number {
  return Math.sign(score) * Math.ceil((Math.abs(score) * percent) / 100);
}

/**
 * The timers of the models that have points to lose. A model's first period begins when it comes to have points, or
 * comes to decay; a shorter period counts from now.
 */
export function planDecay(draft: Draft): Timer[] {
  const { lead, program } = draft;
  const due = program.decays.flatMap((decay): [string, Instant][] =>
    own(lead.scores, decay.model) === undefined ? [] : [[decay.model, nextDue(draft, decay)]],
  );
  if (due.length === 0) {
    if (lead.decays !== undefined) delete lead.decays;
    return [];
  }
  const known = lead.decays ?? {};
  if (Object.keys(known).length !== due.length || due.some(([model, at]) => own(known, model) !== at))
    lead.decays = Object.fromEntries(due);
  return due.map(([model, at]) => ({ id: `decay:${model}`, at }));
}

function nextDue({ lead, at }: Draft, { model, everyMs }: CompiledDecay): Instant {
  return Math.min(own(lead.decays ?? {}, model) ?? Number.POSITIVE_INFINITY, at + everyMs);
}
