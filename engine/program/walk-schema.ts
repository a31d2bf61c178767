import { z } from 'zod';
import { canonicalJson } from '../../db/canonical.ts';
import { bare } from './areas.ts';

export interface Visited {
  /** Without defaults and optionals around it. */
  schema: z.core.$ZodType;
  value: unknown;
  path: readonly (string | number)[];
}

/**
 * The value and everything inside it, each with the schema it stands under; outermost first. Goes into what fits the
 * schema only, so that any value may be given. New members and kinds are walked by being in the schema.
 */
export function* walkSchema(
  schema: z.core.$ZodType,
  value: unknown,
  path: readonly (string | number)[] = [],
): Generator<Visited> {
  const type = bare(schema);
  if (value === undefined) return;
  yield { schema: type, value, path };
  if (type instanceof z.ZodUnion) {
    const option = optionOf(type, value);
    if (option) yield* walkSchema(option, value, path);
  } else if (type instanceof z.ZodArray && Array.isArray(value)) {
    for (const [n, item] of value.entries()) yield* walkSchema(type.element, item, [...path, n]);
  } else if (isRecord(value)) {
    for (const [key, member] of membersOf(type, value)) yield* walkSchema(member, value[key], [...path, key]);
  }
}

/**
 * The value with the keys of objects in the order of the schema, and those of maps by id sorted. Members that are empty
 * and by default empty are left out: they say nothing.
 */
export function inSchemaOrder(schema: z.core.$ZodType, value: unknown): unknown {
  const type = bare(schema);
  if (type instanceof z.ZodUnion) {
    const option = optionOf(type, value);
    return option ? inSchemaOrder(option, value) : value;
  }
  if (type instanceof z.ZodArray && Array.isArray(value)) {
    return value.map((item) => inSchemaOrder(type.element, item));
  }
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    membersOf(type, value).flatMap(([key, member]) =>
      value[key] === undefined || isEmptyDefault(member, value[key])
        ? []
        : [[key, inSchemaOrder(member, value[key])]],
    ),
  );
}

function membersOf(
  type: z.core.$ZodType,
  value: Readonly<Record<string, unknown>>,
): [string, z.core.$ZodType][] {
  if (type instanceof z.ZodObject) return Object.entries(type.shape);
  if (!(type instanceof z.ZodRecord)) return [];
  return Object.keys(value)
    .sort()
    .map((key) => [key, type.valueType]);
}

/** Of a discriminated union what its mark says, however wrong the rest is; of any other what the value fits. */
function optionOf(union: z.ZodUnion, value: unknown): z.core.$ZodType | undefined {
  const mark = union instanceof z.ZodDiscriminatedUnion ? union.def.discriminator : undefined;
  return union.options.find((option) => {
    if (mark === undefined) return z.safeParse(option, value).success;
    const type = bare(option);
    const literal = type instanceof z.ZodObject ? type.shape[mark] : undefined;
    return isRecord(value) && literal !== undefined && z.safeParse(literal, value[mark]).success;
  });
}

function isEmptyDefault(member: z.core.$ZodType, value: unknown): boolean {
  if (!(member instanceof z.ZodDefault)) return false;
  const isEmpty = value === '' || (isRecord(value) && Object.keys(value).length === 0);
  return isEmpty && canonicalJson(value) === canonicalJson(member.def.defaultValue);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
