import type { PerformanceQuery } from '../../../engine/analytics/metrics/query.ts';
import { count } from '../../../engine/analytics/metrics/words.ts';
import type { ToolContext } from '../../tool.ts';
import { opportunitiesFor } from '../opportunities/find.ts';
import type { Answer } from './answer.ts';
import { notNarrowed } from './not-narrowed.ts';

/** Opportunities that are shown: the best. */
const mostOpportunities = 5;

/** What could be done better, best first. */
export async function opportunitiesAnswer(query: PerformanceQuery, context: ToolContext): Promise<Answer> {
  const found = await opportunitiesFor(context);
  const shown = found.opportunities.slice(0, mostOpportunities);
  return {
    asOf: context.now,
    filters: {},
    summary: [
      shown.length === 0
        ? 'Nothing stands out: nothing that was looked at differs by more than chance explains.'
        : `${found.opportunities.length === shown.length ? 'There are' : 'The best of'} ${plural(found.opportunities.length)}, of ${count(found.compared)} comparisons.`,
    ],
    parts: {
      opportunities: shown.map(({ id, title, words, change, note }) => ({
        id,
        title,
        words: words.slice(1),
        change: change !== null,
        note,
      })),
    },
    notes: [...found.notes, ...notNarrowed(query)],
  };
}

function plural(n: number): string {
  return n === 1 ? 'one thing to improve' : `${n} things to improve`;
}
