import type { Context } from 'hono';
import type { z } from 'zod';
import { TrellisError } from '../../db/errors.ts';

/** The request's JSON body in the form of `schema`. Throws `request.not_json`, `request.invalid` with faults. */
export async function readJson<S extends z.ZodType>(c: Context, schema: S): Promise<z.output<S>> {
  const text = await c.req.text();
  let body: unknown;
  try {
    body = text === '' ? {} : JSON.parse(text);
  } catch {
    throw new TrellisError('request.not_json', 'The body is not JSON.');
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => ({ path: issue.path.join('/'), message: issue.message }));
  throw new TrellisError(
    'request.invalid',
    `The request does not have the expected form: ${faults.map((fault) => `${fault.path || 'body'}: ${fault.message}`).join('; ')}`,
    { faults },
  );
}
