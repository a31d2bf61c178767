import { z } from 'zod';
import { TrellisError } from '../db/errors.ts';
import type { JourneyStage } from '../engine/program/schema.ts';
import type { StoredItem } from '../knowledge/library.ts';
import { type Audience, audienceOf } from './support/audience.ts';
import { buildTrack, defaultGoal, type PlannedEmail } from './support/build-track.ts';
import { fileChange } from './support/changes.ts';
import { chooseContent } from './support/choose-content.ts';
import { conditionText, readCondition, segmentConditions } from './support/conditions.ts';
import { spreadDays } from './support/schedule-emails.ts';
import { changeOutput, conditionInput, stageInput } from './support/schemas.ts';
import { slug } from './support/slug.ts';
import { defineTool, type ToolContext } from './tool.ts';

export const proposeTrack = defineTool({
  name: 'propose_track',
  title: 'Propose a track',
  description:
    'Propose a new nurture track. It files a change with its diff, whom it would touch and where a person approves; nothing is sent before that. Emails without content get approved items that suit stage and audience; leave emails out to have them planned.',
  input: z.strictObject({
    title: z.string().min(1).max(120),
    stage: stageInput,
    audience: conditionInput.describe('Who enters: condition text or its JSON form'),
    weeks: z.int().min(1).max(52),
    emails: z
      .array(
        z.strictObject({
          day: z.int().min(1).max(365).describe('Day of the track; 1 is at once'),
          content: z.string().max(63).optional().describe('Id of an approved content item'),
        }),
      )
      .min(1)
      .max(20)
      .optional(),
    email_count: z.int().min(1).max(20).optional(),
    every_days: z.int().min(1).max(60).optional(),
    goal: conditionInput
      .optional()
      .describe('Reaching it ends the track as a success; default: moving past the stage'),
    objective: z.string().max(500).optional(),
  }),
  output: z.strictObject({
    change: changeOutput,
    track: z.string(),
    emails: z.array(z.strictObject({ day: z.int(), item: z.string(), title: z.string(), kind: z.string() })),
    warnings: z.array(z.string()),
  }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  role: 'marketer',
  async run(input, context) {
    const active = await context.services.engine.program();
    const id = slug(input.title);
    if (Object.hasOwn(active.program.tracks, id)) {
      throw new TrellisError(
        'track.exists',
        `There is a track ${id} already; give the new one another title.`,
      );
    }
    const audience = readCondition(input.audience, { event: false });
    const facets = audienceOf(audience, segmentConditions(active));
    const { emails, warnings } = await planEmails(context, { ...input, facets });
    const goal =
      input.goal === undefined
        ? defaultGoal(input.stage)
        : conditionText(readCondition(input.goal, { event: false }));
    const track = buildTrack({
      title: input.title,
      objective: input.objective ?? '',
      stage: input.stage,
      entry: conditionText(audience),
      weeks: input.weeks,
      emails,
      ...(goal !== undefined && { goal }),
    });
    const change = await fileChange(context, {
      title: `New track: ${input.title}`,
      edits: [{ op: 'put', path: `tracks/${id}`, value: track }],
    });
    return {
      change,
      track: id,
      emails: emails.map(({ day, title, kind, content }) => ({ day, item: content.item, title, kind })),
      warnings,
    };
  },
});

type Plan = {
  stage: JourneyStage;
  weeks: number;
  emails?: { day: number; content?: string }[];
  email_count?: number;
  every_days?: number;
  facets: Audience;
};

async function planEmails(context: ToolContext, plan: Plan) {
  const { library } = context.services;
  const wanted =
    plan.emails ??
    spreadDays(plan.weeks, { count: plan.email_count, everyDays: plan.every_days }).map((day) => ({
      day,
      content: undefined,
    }));
  const late = wanted.find(({ day }) => day > plan.weeks * 7);
  if (late) {
    throw new TrellisError(
      'track.too_long',
      `An email on day ${late.day} comes after the end of a track of ${plan.weeks} weeks; send it earlier or give more weeks.`,
    );
  }
  const pinned = wanted.flatMap(({ content }) => content ?? []);
  const open = wanted.length - pinned.length;
  const chosen = await chooseContent(library, {
    stage: plan.stage,
    audience: plan.facets,
    count: open,
    except: pinned,
  });
  if (wanted.length === open && chosen.length === 0) {
    throw new TrellisError(
      'content.none',
      `No approved content suits the stage ${plan.stage} and this audience. Add some to the library, or name the items to send.`,
    );
  }
  const warnings =
    chosen.length < open
      ? [
          `Only ${chosen.length} approved items suit this stage and audience, so ${open - chosen.length} of ${wanted.length} planned emails are left out.`,
        ]
      : [];
  // With too few items the first days are kept: a track that starts well and ends early.
  const emails: (PlannedEmail & { kind: string })[] = [];
  for (const { day, content } of [...wanted].sort((a, b) => a.day - b.day)) {
    const item: StoredItem | undefined = content === undefined ? chosen.shift() : await library.get(content);
    if (content !== undefined && !item) {
      throw new TrellisError(
        'content.unknown',
        `There is no content item ${content}; search_content finds the ids.`,
      );
    }
    if (item) emails.push({ day, title: item.title, kind: item.kind, content: await library.pin(item.id) });
  }
  return { emails, warnings };
}
