import type { Queryable } from '../../db/connection.ts';

/** What language models took, by model; the embedded interpreter takes nothing. Money in millionths. */
export type Usage = Record<string, { input: number; output: number; micros: number; unpricedSteps: number }>;

/** All that the installation has on record. */
export async function readUsage(db: Queryable): Promise<Usage> {
  const rows = await db.query<{
    model: string;
    input: number;
    output: number;
    micros: number;
    unpriced: number;
  }>(
    `select model, sum(input_tokens)::bigint as input, sum(output_tokens)::bigint as output,
            sum(micros)::bigint as micros, sum(unpriced_steps)::bigint as unpriced
     from model_usage group by model`,
  );
  return Object.fromEntries(
    rows.map(({ model, input, output, micros, unpriced }) => [
      model,
      { input, output, micros, unpricedSteps: unpriced },
    ]),
  );
}

export function sumUsage(parts: readonly Usage[]): Usage {
  const sum: Usage = {};
  for (const [model, one] of parts.flatMap((part) => Object.entries(part))) {
    const own = sum[model] ?? { input: 0, output: 0, micros: 0, unpricedSteps: 0 };
    sum[model] = {
      input: own.input + one.input,
      output: own.output + one.output,
      micros: own.micros + one.micros,
      unpricedSteps: own.unpricedSteps + one.unpricedSteps,
    };
  }
  return sum;
}
