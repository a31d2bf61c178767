import { z } from 'zod';
import { bare } from '../areas.ts';
import { idSchema, programSchema } from '../schema.ts';

/**
 * How the parts of a program lie in a folder: `each` thing in a file of its own (`tracks/ID.yaml`), in `sets` of
 * several under any name (`scoring/NAME.yaml`, `triggers/NAME.yaml`), or as `one` file (`policies.yaml`). Every part
 * may also stand in one file as a whole (`tracks.yaml`).
 */
export interface Part {
  readonly name: string;
  readonly kind: 'each' | 'sets' | 'one';
  /** Of the part as a whole. */
  readonly schema: z.core.$ZodType;
  /** Of one file: a thing, some of the part's members, or the whole. */
  readonly file: z.core.$ZodType;
  /** Where the things of the part are, from its top: `[]` for a record, each record of scoring. */
  readonly records: readonly (readonly string[])[];
}

/** Small things that are read together. */
const inSets: ReadonlySet<string> = new Set(['triggers']);

/** Derived from the schema of programs: what joins it gets its place by that. */
export const parts: readonly Part[] = Object.entries(programSchema.shape).flatMap(
  ([name, member]): Part[] => {
    const schema = bare(member);
    if (schema instanceof z.ZodRecord) {
      return inSets.has(name)
        ? [{ name, kind: 'sets', schema, file: schema, records: [[]] }]
        : [{ name, kind: 'each', schema, file: schema.valueType, records: [[]] }];
    }
    if (!(schema instanceof z.ZodObject)) return [];
    const records = Object.entries(schema.shape).flatMap(([key, inner]) =>
      bare(inner) instanceof z.ZodRecord ? [[key]] : [],
    );
    return records.length > 0
      ? [{ name, kind: 'sets', schema, file: schema.partial(), records }]
      : [{ name, kind: 'one', schema, file: schema, records: [] }];
  },
);

/** What every folder has: which version of which program it was made from. */
export const manifestFile = 'program.yaml';
export const manifestSchema = z.strictObject({
  schema: z.literal(1),
  /** The version it was exported from; 0 for a folder that adds to whatever is in force. */
  base: z.int().min(0).max(1_000_000),
  /** Of that version. */
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** What a file of this path holds: `name` is absent for a part as a whole. Undefined for a path of no part. */
export function holdingOf(path: string): { part: Part; name?: string } | undefined {
  const [, first = '', second] = /^([A-Za-z][A-Za-z0-9-]*)(?:\/([^/]+))?\.yaml$/.exec(path) ?? [];
  const part = parts.find(({ name }) => name === first);
  if (!part || (second !== undefined && part.kind === 'one')) return undefined;
  if (second === undefined) return { part };
  return idSchema.safeParse(second).success ? { part, name: second } : undefined;
}

/** Names of all files that a folder may hold, for people. */
export function layoutWords(): string {
  const names = parts.map(
    ({ name, kind }) => `${name}${kind === 'one' ? '' : kind === 'each' ? '/ID' : '/NAME'}.yaml`,
  );
  return [manifestFile, ...names].join(', ');
}
