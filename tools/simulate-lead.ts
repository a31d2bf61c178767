import { z } from 'zod';
import { iso } from './support/changes.ts';
import { findLead } from './support/find-lead.ts';
import { instant } from './support/schemas.ts';
import { taint, taintByChange } from './support/taint.ts';
import { defineTool } from './tool.ts';

const mostEntries = 60;

export const simulateLead = defineTool({
  name: 'simulate_lead',
  title: 'Run a lead ahead',
  description:
    'What one lead would get from now on, day by day: emails, tracks, stages, tasks. Given a change, what is different with it in force. Nothing is sent; nothing else arrives from the lead, so it is a calendar and no forecast. At most 60 entries.',
  input: z.strictObject({
    lead: z.string().min(1).max(320).describe('Email address, whole name, or id'),
    days: z.int().min(1).max(365).default(30),
    behaviour: z
      .enum(['usual', 'nothing', 'everything'])
      .default('usual')
      .describe('What it opens and clicks'),
    change: z
      .string()
      .regex(/^[0-9a-f-]{4,36}$/)
      .optional()
      .describe('Id of a change'),
    enrol: z.string().max(63).optional().describe('Id of a track to put it on first'),
  }),
  output: z.strictObject({
    lead: z.strictObject({ id: z.string(), name: z.string().nullable() }),
    days: z.int(),
    behaviour: z.string(),
    /** Not named `change`: that is one which the turn has filed. */
    with_change: z.strictObject({ id: z.string(), title: z.string(), url: z.string() }).optional(),
    entries: z.array(
      z.strictObject({
        at: instant,
        what: z.string(),
        subject: z.string().optional(),
        /** Why the email cannot be rendered for this lead. */
        problem: z.string().optional(),
        /** Only with the change in force, or only without it; absent: both ways. */
        only: z.enum(['with', 'without']).optional(),
      }),
    ),
    /** Tracks that are halted, or all sending: their emails wait. */
    halted: z.array(z.string()),
    /** Entries that are left out. */
    more: z.int(),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  // As on the pages and over REST: it renders emails with all that is known of a lead.
  role: 'marketer',
  async run({ lead: said, days, behaviour, change: changeId, enrol }, context) {
    const { services } = context;
    const seen = (lead: string) => taint(context, `lead:${lead}`);
    const lead = await findLead(services, said, seen);
    const change = changeId === undefined ? undefined : await services.changes.get(changeId);
    if (change) taintByChange(context, change);
    const ran = await services.simulateLead({
      lead,
      days,
      behaviour,
      ...(change && { change: change.id }),
      ...(enrol !== undefined && { enrol }),
      signal: context.watch?.signal,
    });
    // Its name, and the subjects that are written with its values.
    seen(lead);
    return {
      lead: { id: lead, name: ran.name },
      days,
      behaviour,
      ...(change && {
        with_change: { id: change.id, title: change.title, url: services.changeUrl(change.id) },
      }),
      entries: ran.entries.slice(0, mostEntries).map(({ at, on, words, subject, problem }) => ({
        at: iso(at),
        what: words,
        ...(subject !== undefined && { subject }),
        ...(problem !== undefined && { problem }),
        ...(change &&
          on !== 'both' && { only: on === 'proposed' ? ('with' as const) : ('without' as const) }),
      })),
      halted: [...ran.halted],
      more: Math.max(0, ran.entries.length - mostEntries),
    };
  },
});
