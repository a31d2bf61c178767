import type { ReportOpportunity } from '../../engine/analytics/report/report-input.ts';
import { opportunitiesFor } from '../../tools/support/opportunities/find.ts';
import type { Principal } from '../auth/principal.ts';
import type { Installation } from '../installation.ts';

const most = 5;

/** What might be worth doing next: the best of it. */
export async function reportOpportunities(
  { services, clock, recentTaint }: Installation,
  principal: Principal,
): Promise<ReportOpportunity[]> {
  const tainted: string[] = [];
  const { opportunities } = await opportunitiesFor({ now: clock(), tainted, services });
  recentTaint.add(principal, tainted);
  return opportunities.slice(0, most).map(({ title, words, change }) => {
    // The title comes first; effect, effort and risk come last.
    const [effect = '', effort = ''] = words.slice(-2);
    return {
      title,
      evidence: sentence(words.slice(1, -2).join('; ')),
      effect: `${sentence(effect)} ${sentence(effort)}${change ? ' A change is ready to be proposed.' : ''}`,
    };
  });
}

function sentence(words: string): string {
  return /[.!?]$/.test(words) ? words : `${words}.`;
}
