import type { TraceEntry } from '../../core/types.ts';
import { HELD, HOLDOUT } from '../../program/experiment-fields.ts';
import type { LeadExplanation } from './lead.ts';
import { bareNames, type Names } from './names.ts';

/** As a decision tells it. */
export function assignWords(
  { experiment, arm }: Extract<TraceEntry, { did: 'assign' }>,
  names: Names,
): string {
  if (experiment !== HOLDOUT) return `gets arm ${arm} of experiment ${names.experiment(experiment)}`;
  return arm === HELD ? 'is held out: no track takes it' : 'is shared out, and not held out';
}

/** The lead's arms, a line each, and what it counts as where an experiment is decided. */
export function armsWords(
  { arms, decided }: Pick<LeadExplanation, 'arms' | 'decided'>,
  names: Names = bareNames,
): string[] {
  const { [HOLDOUT]: share, ...own } = arms;
  const held = share === HELD ? 'is among the leads held out' : 'was shared out, and not held out';
  return [
    ...Object.keys({ ...own, ...decided })
      .sort()
      .map((id) => {
        const has = own[id] === undefined ? 'no arm' : `arm ${own[id]}`;
        const counts =
          decided[id] === undefined ? '' : `, decided: every lead counts as in arm ${decided[id]}`;
        return `${has} of ${names.experiment(id)}${counts}`;
      }),
    ...(share === undefined ? [] : [held]),
  ];
}
