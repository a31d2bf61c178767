import { z } from 'zod';

/** A collection of the program whose members are changed one by one: `segments`, `scoring/rules`, `policies`. */
export interface Area {
  readonly path: string;
  /** From the program to the collection. */
  readonly keys: readonly string[];
  /** Of one thing by id; undefined where the members are named and of several kinds, as in policies. */
  readonly thing?: z.core.$ZodType;
  /** A program may lack it; one that is emptied is taken out again, so that undoing gives the same document. */
  readonly optional: boolean;
}

/**
 * The areas of a schema of programs, in its order: every record of things, one level down too, and every other object
 * as a whole. What joins the schema is an area by that alone.
 */
export function areasOf(schema: z.ZodObject): Area[] {
  return Object.entries(schema.shape).flatMap(([name, member]): Area[] => {
    const type = bare(member);
    const optional = member instanceof z.ZodOptional;
    if (type instanceof z.ZodRecord) return [{ path: name, keys: [name], thing: type.valueType, optional }];
    if (!(type instanceof z.ZodObject)) return [];
    const records = Object.entries(type.shape).filter(([, inner]) => bare(inner) instanceof z.ZodRecord);
    if (records.length === 0) return [{ path: name, keys: [name], optional }];
    return areasOf(type).map((area) => ({
      ...area,
      path: `${name}/${area.path}`,
      keys: [name, ...area.keys],
    }));
  });
}

/** What is inside defaults and optionals. */
export function bare(schema: z.core.$ZodType): z.core.$ZodType {
  let type = schema;
  while (type instanceof z.ZodOptional || type instanceof z.ZodDefault || type instanceof z.ZodNullable) {
    type = type.unwrap();
  }
  return type;
}
