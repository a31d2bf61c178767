import type { z } from 'zod';
import { TrellisError } from '../../db/errors.ts';
import type { TrellisPort } from '../port/trellis-port.ts';

/** What `GET path` answers with, as this schema knows it. Throws what the server refuses with. */
export async function readAs<T>(port: TrellisPort, path: string, schema: z.ZodType<T>): Promise<T> {
  return parsed(schema, await port.read(path));
}

/** What a tool shows; what it may not show to this principal, and whether it taints, is the tool's to know. */
export async function callAs<T>(
  port: TrellisPort,
  name: string,
  input: object,
  schema: z.ZodType<T>,
): Promise<T> {
  const result = await port.call(name, input);
  if (!result.ok) throw new TrellisError(result.error.code, result.error.message);
  return parsed(schema, result.output);
}

function parsed<T>(schema: z.ZodType<T>, value: unknown): T {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  throw new TrellisError(
    'api.unexpected',
    'Trellis answered in a form that this version does not know. Use the same version on both sides.',
    { mender: 'operator', cause: read.error },
  );
}
