import { Hono } from 'hono';
import { z } from 'zod';
import type { Ingest } from '../../../knowledge/ingest/ingest.ts';
import { limits } from '../../../knowledge/ingest/limits.ts';
import type { GivenSource } from '../../../knowledge/ingest/read-source.ts';
import { loose } from '../../../knowledge/ingest/types.ts';
import { contentKinds } from '../../../knowledge/items/item.ts';
import { requireRole } from '../../auth/guards.ts';
import type { AppEnv } from '../../auth/principal.ts';
import type { Installation } from '../../installation.ts';
import { readJson } from '../read-json.ts';
import { answerRun } from './answer-run.ts';
import type { PortsFor } from './ingest-ports.ts';

/** Of one request: all files of it together, as base64. */
const maxFilesBytes = 1.5 * limits.fileBytes;
const nameSchema = z.string().min(1).max(500);
/** Of a file, with its path in the folder. */
export const sourceSchema = nameSchema.regex(/^[^\p{Cc}]*$/u, 'a name without control characters');

export const collectionName = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}(][^\p{Cc}]*$/u, 'one line that does not begin with a bracket');
export const presentSchema = z.array(sourceSchema).max(50_000);
export const defaultsSchema = z.strictObject({ kind: z.enum(contentKinds).optional() }).default({});

const filesSchema = z.strictObject({
  collection: z
    .strictObject({
      name: collectionName,
      kind: z.enum(['folder', 'list']),
      present: presentSchema.optional(),
    })
    .optional(),
  /** Fields for files that do not say otherwise. */
  defaults: defaultsSchema,
  files: z
    .array(
      z.strictObject({
        name: sourceSchema,
        /** Either the text or, for any format, the bytes. */
        text: z.string().max(limits.textBytes).optional(),
        base64: z.base64().optional(),
        side: z.strictObject({ name: sourceSchema, text: z.string().max(100_000) }).optional(),
      }),
    )
    .min(1)
    .max(500),
});

/** `POST /api/library`: documents of any kind; one that cannot be read is passed over, the others are added. */
export function addRoutes(installation: Installation, ingest: Ingest, portsFor: PortsFor): Hono<AppEnv> {
  return new Hono<AppEnv>().post('/', async (c) => {
    const principal = requireRole(c, 'marketer');
    const { files, collection, defaults } = await readJson(c, filesSchema, maxFilesBytes);
    const { present, ...named } = collection ?? { name: loose.files, kind: 'files' as const };
    const into = { ...named, defaults, ...(present && { present: new Set(present) }) };
    const ports = portsFor(principal);
    return answerRun(c, installation, (hooks) => ingest.addFiles(ports, files.map(sourceOf), into, hooks));
  });
}

function sourceOf({ name, text, base64, side }: z.output<typeof filesSchema>['files'][number]): GivenSource {
  const bytes = base64 === undefined ? new TextEncoder().encode(text ?? '') : Buffer.from(base64, 'base64');
  return { name, bytes, ...(side && { side }) };
}
