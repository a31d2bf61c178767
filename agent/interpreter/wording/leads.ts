import type { z } from 'zod';
import type { queryLeadsTool } from '../../../tools/query-leads.ts';
import { plural } from './figures.ts';

type Output = z.output<typeof queryLeadsTool.output>;

export function leadsWords(output: Output): string {
  const { count, total, condition, breakdown, leads } = output;
  const head = condition
    ? `${plural(count, 'lead')} of ${total} ${count === 1 ? 'matches' : 'match'}.\nCondition: ${condition}`
    : `There are ${plural(total, 'lead')}.`;
  const parts = [head];
  if (breakdown) {
    parts.push(
      breakdown.length > 0
        ? breakdown.map(({ value, count: n }) => `- ${value ?? '(not known)'}: ${n}`).join('\n')
        : 'Nothing to break down.',
    );
  }
  if (leads.length > 0) {
    const lines = leads.map((lead) => {
      const who = [lead.name ?? lead.id, lead.account].filter((part) => part !== null).join(', ');
      return `- ${who}: score ${lead.score}, ${lead.journey_stage}`;
    });
    parts.push(
      `${leads.length < count ? `The ${leads.length === 1 ? 'one' : leads.length} with the highest score` : 'They are'}:\n${lines.join('\n')}`,
    );
  }
  return parts.join('\n\n');
}
