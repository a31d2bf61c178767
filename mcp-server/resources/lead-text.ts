import { z } from 'zod';
import type { TrellisPort } from '../port/trellis-port.ts';
import { oneLine, section } from './markdown.ts';
import { callAs } from './read.ts';

const explainedSchema = z.object({
  lead: z.object({ id: z.string(), name: z.string() }),
  explanations: z.array(
    z.object({
      sentences: z.array(z.string()),
      details: z.array(z.object({ heading: z.string(), lines: z.array(z.string()) })),
    }),
  ),
});

/** A lead as Markdown: who it is, and why it has its score. */
export async function leadText(port: TrellisPort, lead: string): Promise<string> {
  const profile = await callAs(port, 'explain_lead', { lead, about: 'profile' }, explainedSchema);
  const { id, name } = profile.lead;
  const score = await callAs(port, 'explain_lead', { lead: id, about: 'score' }, explainedSchema);
  const told = ({ explanations }: typeof profile) =>
    explanations.flatMap(({ sentences, details }) => [
      ...sentences.map(oneLine),
      '',
      ...details.flatMap(({ heading, lines }) => section(heading, lines)),
    ]);
  return [`# ${oneLine(name)}`, '', `Lead ${id}`, '', ...told(profile), '# Score', '', ...told(score)].join(
    '\n',
  );
}
