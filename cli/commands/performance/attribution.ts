import type { Command } from 'commander';
import { TrellisError } from '../../../db/errors.ts';
import { periodWords } from '../../../engine/analytics/report/period-words.ts';
import type { AttributionAnswer } from '../../../server/api/performance/attribution.ts';
import { print, printJson, printTable, when } from '../../output.ts';
import type { Session } from '../../session.ts';

interface Options {
  of?: string;
  by?: string;
  period?: string;
  lookback?: string;
  model?: string;
  json?: boolean;
}

const nouns = { won: 'won deals', demo: 'demo requests', sql: 'leads that sales took up' } as const;

/** `trellis performance attribution`: who gets the credit. */
export function addAttribution(performance: Command, session: Session): void {
  performance
    .command('attribution')
    .description('which touches came before what was won, by five models: associative, no proof')
    .option('--of <what>', 'won (deals), demo or sql; won by default')
    .option('--by <what>', 'item, track, stage or kind; item by default')
    .option('--period <words>', '"last 90 days" by default; "Q3", "2026-10-01 to 2026-10-31"')
    .option('--lookback <days>', 'how long before it a touch may be; 90 by default')
    .option('--model <model>', 'only first, last, linear, time-decay or u-shape; all by default')
    .option('--json', 'print {rows, untouched, conversions, cents, …}')
    .action(async ({ model, json, ...asked }: Options) => {
      const answer = await session.withClient((client) =>
        client.get<AttributionAnswer>(`/api/performance/attribution?${new URLSearchParams({ ...asked })}`),
      );
      if (json) return printJson(answer);
      show(answer, model);
    });
}

function show(answer: AttributionAnswer, model: string | undefined): void {
  const { of, by, rows, untouched, conversions, cents } = answer;
  const models = model === undefined ? answer.models : answer.models.filter((one) => one === model);
  if (models.length === 0)
    throw new TrellisError(
      'attribution.unknown_model',
      `There is no model ${model}; the models are ${answer.models.join(', ')}.`,
    );
  const worth = cents > 0 ? `, ${money(cents)}` : '';
  print(`${conversions} ${nouns[of]}, ${periodWords(answer)}${worth}`);
  if (rows.length > 0)
    printTable(
      [by, ...models.flatMap((one) => (cents > 0 ? [one, 'money'] : [one])), 'touches', 'models differ'],
      rows.map((row) => [
        row.key,
        ...models.flatMap((one) => {
          const { parts, cents: share } = row.credits[one];
          return cents > 0 ? [whole(parts), money(share)] : [whole(parts)];
        }),
        row.touches,
        differing(row),
      ]),
    );
  if (untouched.count > 0) {
    const rest = untouched.cents > 0 ? `, ${money(untouched.cents)}` : '';
    print(`Without any touch: ${untouched.count}${rest}`);
    for (const { lead, at } of untouched.leads) print(`  ${lead}  ${when(at)}`);
  }
  for (const note of answer.notes) print(note);
}

/** Where one model gives half as much again as another. */
function differing({ credits, most, least }: AttributionAnswer['rows'][number]): string {
  const [high, low] = [credits[most].parts, credits[least].parts];
  return high > low * 1.5 ? `${most} ${whole(high)}, ${least} ${whole(low)}` : '';
}

/** A million parts are one. */
function whole(parts: number): string {
  return (parts / 1_000_000).toFixed(1);
}

function money(cents: number): string {
  return Math.round(cents / 100).toLocaleString('en');
}
