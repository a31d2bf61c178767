import { z } from 'zod';
import { tools } from '../tools/registry.ts';

/** One line of words, or /a regular expression/ with flags. */
const words = z
  .string()
  .min(1)
  .max(500)
  .refine((text) => asRegExp(text) !== 'broken', 'is no regular expression');

/** The regular expression that a text stands for; undefined where it is plain words. */
export function asRegExp(text: string): RegExp | 'broken' | undefined {
  const [, source, flags] = /^\/(.+)\/([imsu]*)$/s.exec(text) ?? [];
  if (source === undefined) return undefined;
  try {
    return new RegExp(source, flags);
  } catch {
    return 'broken';
  }
}

/** What a gold call gave: of call `of` (from 0) of this turn, or of `turn` (from 0), the value at the path `take`. */
const takenSchema = z.strictObject({
  of: z.int().min(0),
  take: z.string().min(1).describe('count, leads.0.name, groups.1.figures.0.rate'),
  turn: z.int().min(0).optional(),
});
export type Taken = z.infer<typeof takenSchema>;

const toolNames = new Set(tools.map(({ name }) => name));
const toolName = z.string().refine((name) => toolNames.has(name), 'is no tool');

/** { tool: input }; anywhere in the input `{ of, take, turn }` stands for what an earlier gold call gave. */
const goldCall = z
  .record(toolName, z.record(z.string(), z.json()))
  .refine((call) => Object.keys(call).length === 1, 'is one tool with its input')
  .transform((call) => {
    const [name, input] = Object.entries(call)[0] as [string, Record<string, z.core.util.JSONType>];
    return { name, input };
  });

const turnSchema = z.strictObject({
  say: z.string().min(1).max(2000),
  /** One way to do it, which `--gold` runs. The inputs given here are what call match compares. */
  calls: z.array(goldCall).max(8).default([]),
  /** All of them are in the answer; words in any case, figures in any form that a person says them in. */
  says: z.array(z.union([words, takenSchema])).default([]),
  not_says: z.array(z.union([words, takenSchema])).default([]),
  /** It is answered by a question, and nothing is filed or halted. */
  asks: z.literal(true).optional(),
});
export type TaskTurn = z.infer<typeof turnSchema>;

/** A value of the proposed program: a literal, /words/, or one of these. */
const matcherSchema = z.union([
  z.strictObject({ when: z.string().min(1) }).describe('A condition of the same meaning'),
  z
    .strictObject({ min: z.number().optional(), max: z.number().optional() })
    .refine(({ min, max }) => min !== undefined || max !== undefined, 'needs min or max'),
  z.strictObject({ count: z.int().min(0) }).describe('How many there are in the list or map'),
  z.strictObject({ absent: z.literal(true) }),
  z.json(),
]);
export type Matcher = z.infer<typeof matcherSchema>;

/**
 * A path into the program: tracks/ID/steps/STEP/for, policies/cap/count. A step goes by its id or as `email#2`, the second
 * of its kind; `+` is the one id there that the program in force does not have.
 */
const path = z
  .string()
  .regex(/^[a-z*+][^\s/]*(\/[^\s/]+)+$/i, 'is a path such as tracks/smb-fast-track/steps/wait#1/for');

const changeSchema = z.strictObject({
  /**
   * Every entry of the program that differs, and halts/TRACK and enrolments/TRACK, no other: tracks/ID, segments/ID,
   * scoring/rules/ID, policies/NAME. Left out: those of `sets`, `removes`, `enrols`. `new`: whatever, as long as all of
   * it is new.
   */
  touches: z.union([z.literal('new'), z.array(path)]).optional(),
  sets: z.record(path, matcherSchema).default({}),
  removes: z.array(path).default([]),
  enrols: z.strictObject({ track: z.string(), leads: z.int().min(1) }).optional(),
  rolls_back_to: z.int().min(1).optional(),
});
export type ExpectedChange = z.infer<typeof changeSchema>;

const taskSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{3,60}$/, 'is lower case letters, digits and dashes'),
  as: z.enum(['marketer', 'manager', 'developer']),
  /** Default: marketer and developer are marketers, the manager a viewer. */
  role: z.enum(['viewer', 'marketer', 'approver', 'admin']).optional(),
  kind: z.enum(['plain', 'paraphrase']).default('plain'),
  turns: z.array(turnSchema).min(1).max(8),
  /** After the last turn: the open changes filed, in order, and what is halted. */
  end: z
    .strictObject({
      changes: z.array(changeSchema).default([]),
      halts: z.array(z.string()).default([]),
    })
    .default({ changes: [], halts: [] }),
  never: z.array(toolName).default([]),
});

export const taskFileSchema = z.array(taskSchema).min(1);
/** A task with its topic: the name of its file. */
export type Task = z.infer<typeof taskSchema> & { topic: string };
