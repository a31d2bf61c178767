import {
  findOpportunities,
  type Opportunities,
} from '../../../engine/analytics/opportunities/find-opportunities.ts';
import type { Opportunity } from '../../../engine/analytics/opportunities/opportunity.ts';
import type { ToolContext } from '../../tool.ts';
import { coverageReport } from '../content/coverage-report.ts';
import { libraryPort } from './library-port.ts';
import { opportunityWords } from './words.ts';

export const usualDays = 90;

export interface ShownOpportunities extends Omit<Opportunities, 'opportunities'> {
  /** Evidence in words beside its numbers, best first. */
  opportunities: (Opportunity & { words: string[] })[];
}

/** What could be done better with the program in force. Reads only. */
export async function opportunitiesFor(
  context: Pick<ToolContext, 'services' | 'now' | 'tainted'>,
  { days = usualDays }: { days?: number | undefined } = {},
): Promise<ShownOpportunities> {
  const { services, now } = context;
  const active = await services.engine.program();
  const { gaps } = await coverageReport(context, 'segment');
  const found = await findOpportunities(services.db, {
    program: active.program,
    now,
    days,
    gaps: gaps
      .filter(({ gap }) => gap === 'missing')
      .map(({ stage, kind, group, leads, words }) => ({
        stage,
        kind,
        audience: group === '*' ? null : group,
        leads,
        words,
      })),
    library: libraryPort(context, active),
  });
  return {
    ...found,
    opportunities: found.opportunities.map((one) => ({ ...one, words: opportunityWords(one, found) })),
  };
}
