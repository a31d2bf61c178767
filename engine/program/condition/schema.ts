import { z } from 'zod';
import { isLimit } from './amounts.ts';
import type { Condition } from './ast.ts';
import { isStorableText, limits } from './limits.ts';
import { hasWords } from './mentions.ts';

const name = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/, 'a name is lower case letters, digits and underscores');
const text = z
  .string()
  .max(limits.string)
  .refine(isStorableText, 'a text may not hold NUL or half a surrogate pair');
const id = text.min(1);
// Adding 0 makes -0 the 0 that its text form reads back as.
const scalar = z.union([text, z.number().overwrite((n) => n + 0), z.boolean()]);
const values = z.array(scalar).min(1).max(limits.values);
const comparison = z.enum(['=', '!=', '<', '<=', '>', '>=']);
const matches = ['contains', 'starts_with', 'ends_with', 'mentions'] as const;
const tested = { is: z.enum([...comparison.options, ...matches]), value: scalar };
const matchesText = [
  ({ is, value }: { is: string; value: unknown }) =>
    !(matches as readonly string[]).includes(is) ||
    (typeof value === 'string' && value !== '' && (is !== 'mentions' || hasWords(value))),
  'contains, starts_with and ends_with take a text that is not empty, mentions one that has a word',
] as const;
const nested: z.ZodType<Condition> = z.lazy(() => node);
const days = z.int().min(1).max(limits.windowDays).optional();
const occurrence = z.strictObject({ event: name, where: nested.optional() });

const node: z.ZodType<Condition> = z.discriminatedUnion('op', [
  z.strictObject({ op: z.enum(['and', 'or']), of: z.array(nested).min(2).max(limits.members) }),
  z.strictObject({ op: z.literal('not'), of: nested }),
  z.strictObject({ op: z.literal('field'), field: name, ...tested }).refine(...matchesText),
  z.strictObject({ op: z.literal('field_in'), field: name, values }),
  z.strictObject({ op: z.literal('known'), field: name }),
  z.strictObject({
    op: z.literal('date'),
    field: name,
    is: z.enum(['before', 'after']),
    offsetDays: z
      .int()
      .min(-limits.offsetDays)
      .max(limits.offsetDays)
      .overwrite((n) => n + 0),
  }),
  z.strictObject({ op: z.literal('event'), event: name }),
  z.strictObject({ op: z.literal('property'), property: name, ...tested }).refine(...matchesText),
  z.strictObject({ op: z.literal('property_in'), property: name, values }),
  z.strictObject({ op: z.literal('property_known'), property: name }),
  z.strictObject({
    op: z.literal('count'),
    event: name,
    where: nested.optional(),
    is: comparison,
    value: z.int().min(0).max(limits.count),
    days,
  }),
  z.strictObject({
    op: z.literal('sum'),
    event: name,
    property: name,
    where: nested.optional(),
    is: comparison,
    value: z
      .number()
      .refine(isLimit, `a sum is compared with a number up to ${limits.sum} with at most three decimals`)
      .overwrite((n) => n + 0),
    days,
  }),
  z.strictObject({
    op: z.literal('sequence'),
    first: occurrence,
    second: occurrence,
    withinDays: z.int().min(1).max(limits.withinDays),
    days: z.int().min(1).max(limits.sequenceDays).optional(),
  }),
  z.strictObject({ op: z.literal('segment'), id }),
  z.strictObject({
    op: z.literal('stakeholders'),
    id,
    is: comparison,
    value: z.int().min(0).max(limits.count),
  }),
  z.strictObject({ op: z.literal('list'), id }),
  z.strictObject({ op: z.literal('track'), id, state: z.enum(['on', 'ever', 'finished']) }),
]);

/**
 * The JSON form of a condition, bounded by `limits`. Depth and size are looked at first, so that a hostile tree is
 * refused before anything recurses into it. Names and types are for `checkCondition`.
 */
export const conditionSchema: z.ZodType<Condition> = z
  .unknown()
  .superRefine((value, context) => {
    const fault = sizeFault(value);
    if (fault) context.addIssue({ code: 'custom', message: fault });
  })
  .pipe(node);

function sizeFault(root: unknown): string | undefined {
  const open: { value: unknown; depth: number }[] = [{ value: root, depth: 1 }];
  let nodes = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, depth } = next;
    if (value === null || typeof value !== 'object') continue;
    if (++nodes > limits.nodes) return `a condition has at most ${limits.nodes} parts; make segments of some`;
    if (depth > limits.depth) return `conditions nest at most ${limits.depth} deep; make a segment of a part`;
    const { of, where, first, second } = value as Record<string, unknown>;
    for (const part of [...(Array.isArray(of) ? of : [of]), where, first, second])
      open.push({ value: part, depth: depth + 1 });
  }
  return undefined;
}
