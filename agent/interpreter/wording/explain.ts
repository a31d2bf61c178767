import type { z } from 'zod';
import type { explainLeadTool } from '../../../tools/explain-lead.ts';

type Output = z.output<typeof explainLeadTool.output>;

/** The sentences, and of a profile its lines; every line behind the others is on the lead's page. */
export function explanationWords({ about, explanations }: Output): string {
  const said = explanations.flatMap(({ sentences, details }) => [
    sentences.join(' '),
    ...(about === 'profile'
      ? details.map(({ heading, lines }) => [`${heading}:`, ...lines.map((line) => `- ${line}`)].join('\n'))
      : []),
  ]);
  return [...said, 'The lead’s page in the console has every line behind this.'].join('\n\n');
}
