import { z } from 'zod';
import { contentRefSchema, idSchema, programSchema } from '../schema.ts';
import { manifestSchema, parts } from './layout.ts';

/** In a file an item may be named without its pin: the plan pins the approved version of then. */
const shortPin = z.union([
  idSchema,
  z.strictObject({
    item: idSchema,
    version: contentRefSchema.shape.version.optional(),
    hash: contentRefSchema.shape.hash.optional(),
  }),
]);

/** JSON Schemas by name: of the document (`program`), of the folder's own file (`folder`), of every part's files. */
export function fileSchemas(): Record<string, object> {
  return {
    program: toJson(programSchema, 'The program of Trellis, as one document'),
    folder: toJson(manifestSchema, 'Which version a folder of program files was made from'),
    ...Object.fromEntries(parts.map((part) => [part.name, toJson(part.file, `A file of ${part.name}`)])),
  };
}

function toJson(schema: z.core.$ZodType, title: string): object {
  const json = z.toJSONSchema(schema, {
    // What editors know best.
    target: 'draft-7',
    // As people write it: what has a default may be left out.
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema !== contentRefSchema) return;
      const { $schema: _, ...short } = z.toJSONSchema(shortPin, { target: 'draft-7', io: 'input' });
      for (const key of Object.keys(jsonSchema)) delete jsonSchema[key];
      Object.assign(jsonSchema, short);
    },
  });
  return { ...json, title };
}
