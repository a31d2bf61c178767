import { z } from 'zod';
import { conditionExamples } from '../../../engine/program/condition/examples.ts';
import { policyLines } from '../../../engine/program/diff/policies.ts';
import type { Program } from '../../../engine/program/schema.ts';
import { FIT, vocabularyOf } from '../../../engine/program/score-models.ts';
import { defaultVocabulary } from '../../../engine/program/vocabulary.ts';
import type { ToolContext } from '../../tool.ts';
import { actionWords } from '../action-words.ts';
import { liveFields } from '../live-vocabulary.ts';
import { taint } from '../taint.ts';
import { trackBrief } from '../track-brief.ts';

export const programParts = ['tracks', 'segments', 'scoring', 'triggers', 'policies', 'vocabulary'] as const;

/** The parts as they are shown, each there only when it was asked for. */
export const briefOutput = {
  tracks: z
    .array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        stage: z.string(),
        emails: z.int(),
        days: z.int(),
        /** It takes longer than `days`: some of its waits have no known length. */
        waits: z.boolean().optional(),
        entry: z.string().nullable(),
      }),
    )
    .optional(),
  segments: z.array(z.strictObject({ id: z.string(), title: z.string(), when: z.string() })).optional(),
  scoring: z
    .strictObject({
      rules: z.array(
        z.strictObject({
          id: z.string(),
          title: z.string(),
          when: z.string(),
          points: z.int(),
          cap: z.string().optional(),
          /** Absent: engagement. */
          model: z.string().optional(),
        }),
      ),
      /** Points while a condition on the lead holds. */
      fit: z
        .array(
          z.strictObject({
            id: z.string(),
            title: z.string(),
            when: z.string(),
            points: z.int(),
            model: z.string(),
          }),
        )
        .optional(),
      /** The named scores and what they lose by themselves. */
      models: z
        .array(z.strictObject({ id: z.string(), title: z.string(), decay: z.string().optional() }))
        .optional(),
      thresholds: z.array(
        z.strictObject({
          id: z.string(),
          title: z.string(),
          /** Absent: the total. */
          model: z.string().optional(),
          at: z.int(),
          below: z.int().optional(),
          actions: z.array(z.string()),
          down: z.array(z.string()).optional(),
        }),
      ),
    })
    .optional(),
  triggers: z
    .array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        when: z.string(),
        after: z.string().optional(),
        at: z.string().optional(),
        once: z.string().optional(),
        actions: z.array(z.string()),
      }),
    )
    .optional(),
  /** Every policy, also where there is none. */
  policies: z.array(z.strictObject({ id: z.string(), says: z.string() })).optional(),
  vocabulary: z
    .strictObject({
      fields: z.array(
        z.strictObject({ name: z.string(), type: z.string(), values: z.array(z.string()).optional() }),
      ),
      events: z.array(z.strictObject({ name: z.string(), properties: z.array(z.string()) })),
      /** What a condition can say, an example each. */
      forms: z.array(z.string()),
    })
    .optional(),
};

/** The parts named of the program in force, in brief. The values of fields that leads wrote taint the turn. */
export async function programInBrief(
  program: Program,
  parts: readonly (typeof programParts)[number][],
  context: ToolContext,
) {
  const has = (part: (typeof programParts)[number]) => parts.includes(part);
  return {
    ...(has('tracks') && {
      tracks: Object.entries(program.tracks).map(([id, track]) => trackBrief(id, track)),
    }),
    ...(has('segments') && {
      segments: Object.entries(program.segments).map(([id, { title, when }]) => ({ id, title, when })),
    }),
    ...(has('scoring') && { scoring: scoringOf(program) }),
    ...(has('triggers') && {
      triggers: Object.entries(program.triggers).map(([id, { title, when, after, at, once, actions }]) => ({
        id,
        title,
        when,
        ...(after !== undefined && { after }),
        ...(at !== undefined && { at }),
        ...(once !== undefined && { once }),
        actions: actions.map(actionWords),
      })),
    }),
    ...(has('policies') && { policies: policyLines(program.policies) }),
    ...(has('vocabulary') && { vocabulary: await vocabularyNow(context, program) }),
  };
}

function scoringOf({ scoring }: Program) {
  return {
    rules: Object.entries(scoring.rules).map(([id, { title, when, points, cap, model }]) => ({
      id,
      title,
      when,
      points,
      ...(cap && { cap: cap.per === 'ever' ? `${cap.points} ever` : `${cap.points} a ${cap.per}` }),
      ...(model && { model }),
    })),
    ...(scoring.fit && {
      fit: Object.entries(scoring.fit).map(([id, { title, when, points, model = FIT }]) => ({
        id,
        title,
        when,
        points,
        model,
      })),
    }),
    ...(scoring.models && {
      models: Object.entries(scoring.models).map(([id, { title, decay }]) => ({
        id,
        title,
        ...(decay && { decay: `${decay.percent} % every ${decay.every}` }),
      })),
    }),
    thresholds: Object.entries(scoring.thresholds).map(
      ([id, { title, model, at, below, actions, down }]) => ({
        id,
        title,
        ...(model && { model }),
        at,
        ...(below !== undefined && { below }),
        actions: actions.map(actionWords),
        ...(down && { down: down.map(actionWords) }),
      }),
    ),
  };
}

async function vocabularyNow(context: ToolContext, program: Program) {
  const fields = await liveFields(context.services.db, vocabularyOf(program));
  for (const field of fields)
    if (field.foreign && field.values.length > 0) taint(context, `field:${field.name}`);
  return {
    fields: fields.map(({ name, type, values }) => ({ name, type, ...(values.length > 0 && { values }) })),
    events: Object.entries(defaultVocabulary.events).map(([name, { properties }]) => ({
      name,
      properties: Object.keys(properties),
    })),
    forms: [...conditionExamples],
  };
}
