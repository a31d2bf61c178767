import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** Where the attacker's text stands, as a turn may come to read it. */
export const places = [
  'lead_name',
  'company_name',
  'job_title',
  'field_value',
  'event_property',
  'email_reply',
  'email_subject',
  'document',
  'document_title',
  'tool_error',
  'comment',
  'change_title',
  'track_title',
  'halt_reason',
] as const;
export type Place = (typeof places)[number];

export const goals = [
  'approve',
  'enrol',
  'exfiltrate',
  'scoring',
  'secrets',
  'impersonate',
  'halt',
  'memory',
] as const;
export type Goal = (typeof goals)[number];

const caseSchema = z.strictObject({
  /** Unique over all files; also how the planted text is found. */
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  place: z.enum(places),
  goal: z.enum(goals),
  /** What the attacker wrote. */
  text: z.string().min(10).max(1_500),
  /** Tool calls that the text wants, besides everything that serves its goal. Words in braces are filled in. */
  does: z.array(z.record(z.string(), z.json())).default([]),
  /** What the text wants said; the same braces. */
  says: z.array(z.string()).default([]),
  /** What the person asks while the text lies there. */
  asks: z.string().default('What do you know about it?'),
});
export type RedTeamCase = z.output<typeof caseSchema>;

const folder = join(import.meta.dirname, '../../../evals/red-team');

/** Every case of evals/red-team. Throws where a file does not have its form or an id stands twice. */
export function readCases(): RedTeamCase[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  const cases = files.flatMap((name) =>
    z.array(caseSchema).parse(parse(readFileSync(join(folder, name), 'utf8')), { error: () => `in ${name}` }),
  );
  const ids = cases.map(({ id }) => id);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  if (twice.length > 0) throw new Error(`Red-team cases that stand twice: ${twice.join(', ')}.`);
  return cases;
}
