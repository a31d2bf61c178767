import { z } from 'zod';
import { TrellisError } from '../db/errors.ts';
import { vocabularyOf } from '../engine/program/score-models.ts';
import { audienceOf } from './support/audience.ts';
import { buildTrack, defaultGoal } from './support/build-track.ts';
import { fileChange } from './support/changes.ts';
import { conditionText, readCondition, segmentConditions } from './support/conditions.ts';
import { planEmails } from './support/plan-emails.ts';
import { changeOutput, conditionInput, stageInput } from './support/schemas.ts';
import { slug } from './support/slug.ts';
import { defineTool } from './tool.ts';

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
  proposes: true,
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
    const vocabulary = vocabularyOf(active.program);
    const audience = readCondition(input.audience, { event: false, vocabulary });
    const facets = audienceOf(audience, segmentConditions(active));
    const { emails, warnings } = await planEmails(context, active, { ...input, condition: audience, facets });
    const goal =
      input.goal === undefined
        ? defaultGoal(input.stage)
        : conditionText(readCondition(input.goal, { event: false, vocabulary }));
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
