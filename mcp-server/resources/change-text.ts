import { z } from 'zod';
import type { TrellisPort } from '../port/trellis-port.ts';
import { oneLine, section } from './markdown.ts';
import { callAs } from './read.ts';

const lines = z.array(z.string());
const shownSchema = z.object({
  change: z.object({
    id: z.string(),
    title: z.string(),
    status: z.string(),
    url: z.string(),
    author: z.string(),
    created_at: z.string(),
    base_version: z.number(),
    applied_version: z.number().optional(),
    resolution: z.string().optional(),
    resolved_by: z.string().optional(),
    diff: lines,
    risk: z.string(),
    standing: lines.optional(),
    comments: z.array(z.object({ by: z.string(), at: z.string(), text: z.string() })).optional(),
    sections: z.array(z.object({ heading: z.string(), lines })),
    tainted: lines,
  }),
});

/** A change as Markdown: what its approver reads, and where they settle it. */
export async function changeText(port: TrellisPort, id: string): Promise<string> {
  const { change } = await callAs(port, 'show_changes', { id }, shownSchema);
  const { comments = [], standing = [], resolution, resolved_by, applied_version } = change;
  return [
    `# ${oneLine(change.title)}`,
    '',
    `Change ${change.id}, ${change.status}; proposed by ${oneLine(change.author)} on ${change.created_at} on version ${change.base_version}. Risk: ${change.risk}.`,
    ...(applied_version === undefined ? [] : [`It is version ${applied_version} of the program.`]),
    ...(resolved_by === undefined ? [] : [`Settled by ${oneLine(resolved_by)}.`]),
    ...(resolution === undefined ? [] : [`Why: ${oneLine(resolution)}`]),
    `A person reads, approves or rejects it at ${change.url}`,
    '',
    ...section('What it changes', change.diff),
    ...section('Where it stands', standing),
    ...change.sections.flatMap(({ heading, lines: said }) => section(heading, said)),
    ...section('Proposed after reading', change.tainted),
    ...section(
      'Comments',
      comments.map(({ by, at, text }) => `${by}, ${at}: ${text}`),
    ),
  ].join('\n');
}
