import { count } from '../../../program/count-words.ts';
import { aheadWords } from '../ahead/words.ts';
import { approvalWords } from '../approval/approval.ts';
import { draftWords } from '../drafts.ts';
import { migrationWords } from '../migration/words.ts';
import { enrollingWords } from '../population/enrolling-words.ts';
import { populationWords } from '../population/words.ts';
import { irreversibleWords } from '../rollback/irreversible.ts';
import type { Plan } from '../types.ts';
import { backtestDetails, backtestWords } from './backtest-words.ts';
import type { PlanSection } from './plan-section.ts';

/**
 * What a plan says besides the difference, in the order it is read: the one list that every face prints. A section
 * without lines is left out. `names`: of accounts, for people; a model is told how many there are.
 */
export function planWords(plan: Plan, names?: Readonly<Record<string, string>>): PlanSection[] {
  const { risk, reason = [], warnings = [] } = plan;
  const sections: PlanSection[] = [
    { heading: 'Why', lines: reason },
    {
      heading: `Who is affected (of ${count(plan.population.leads)} leads)`,
      lines: populationWords(plan, names),
    },
    { heading: 'What cannot be undone', lines: irreversibleWords(plan) },
    { heading: 'Who is enrolled', lines: enrollingWords(plan) },
    { heading: 'Leads in flight', lines: migrationWords(plan) },
    { heading: 'What happens next', lines: aheadWords(plan) },
    { heading: 'What it would have done', lines: backtestWords(plan) },
    ...backtestDetails(plan).map((section) => ({ ...section, detail: true as const })),
    {
      heading: `Risk: ${risk.level}`,
      lines: risk.reasons.length > 0 ? risk.reasons : ['Nothing was found that asks for more care.'],
    },
    { heading: 'What approving it also approves', lines: draftWords(plan) },
    { heading: 'Who must approve it', lines: approvalWords(plan) },
    { heading: 'Warnings', lines: warnings },
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}

/** The same without the details. */
export function planDigest(plan: Plan, names?: Readonly<Record<string, string>>): PlanSection[] {
  return planWords(plan, names).filter(({ detail }) => !detail);
}
