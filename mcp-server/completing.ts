import { z } from 'zod';
import type { Connection } from './connection.ts';

/** What of the company is completed: a kind that `GET /api/completions` knows, for `value` with the field. */
export interface Live {
  of: string;
  field?: string;
}

const answerSchema = z.object({ values: z.array(z.string()) });

/**
 * What the text may be the beginning of, in the company's own names and values. Nothing where that cannot be told: a
 * completion that fails must not stand in the way of who types.
 */
export async function completeLive(
  { port, report }: Connection,
  { of, field }: Live,
  text: string,
): Promise<string[]> {
  const query = new URLSearchParams({ of, text, ...(field !== undefined && { field }) });
  try {
    return answerSchema.parse(await port.read(`/api/completions?${query}`)).values;
  } catch (error) {
    report(error);
    return [];
  }
}
