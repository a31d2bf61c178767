import type { Context } from 'hono';
import type { z } from 'zod';
import { TrellisError } from '../../db/errors.ts';
import { formWords } from '../../engine/program/form-words.ts';
import { invalidRequest } from '../errors.ts';

const defaultMaxBytes = 1024 * 1024;

/**
 * The request's JSON body, at most `maxBytes` (1 MB) of it, in the form of `schema`. Throws `request.too_large`,
 * `request.not_json`, `request.invalid` with faults.
 */
export async function readJson<S extends z.ZodType>(
  c: Context,
  schema: S,
  maxBytes = defaultMaxBytes,
): Promise<z.output<S>> {
  const text = await readText(c, maxBytes);
  let body: unknown;
  try {
    body = text === '' ? {} : JSON.parse(text);
  } catch {
    throw new TrellisError('request.not_json', 'The body is not JSON.');
  }
  const parsed = schema.safeParse(body, { error: formWords });
  if (parsed.success) return parsed.data;
  throw invalidRequest(parsed.error);
}

/** Stops reading at the limit, whatever the header claims. */
export async function readText(c: Context, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of c.req.raw.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) {
      throw new TrellisError(
        'request.too_large',
        `The body is larger than ${maxBytes / 1024} kB; send less at a time.`,
      );
    }
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}
