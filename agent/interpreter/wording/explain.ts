import type { z } from 'zod';
import type { explainLeadTool } from '../../../tools/explain-lead.ts';

type Output = z.output<typeof explainLeadTool.output>;

/** The sentences; every line behind them is on the lead's page. */
export function explanationWords({ explanations }: Output): string {
  const said = explanations.map(({ sentences }) => sentences.join(' '));
  return [...said, 'The lead’s page in the console has every line behind this.'].join('\n\n');
}
