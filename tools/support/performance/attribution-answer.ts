import { type CreditRow, wholeConversion } from '../../../engine/analytics/attribution/attribute.ts';
import {
  type AttributionModel,
  attribution,
  attributionModels,
} from '../../../engine/analytics/attribution/attribution.ts';
import type { PerformanceQuery } from '../../../engine/analytics/metrics/query.ts';
import { count } from '../../../engine/analytics/metrics/words.ts';
import type { ToolContext } from '../../tool.ts';
import type { Answer } from './answer.ts';
import { itemTitles } from './item-titles.ts';
import { notNarrowed } from './not-narrowed.ts';

/** Items that are given credit: those of most. */
const mostCredited = 8;
/** A touch counts so long before a deal. */
const lookbackDays = 90;

/** Who gets the credit for deals won, by five models; none of them shows a cause. */
export async function attributionAnswer(query: PerformanceQuery, context: ToolContext): Promise<Answer> {
  const { from, to } = query;
  const asked = { of: 'won', by: 'item', lookbackDays, from, to: Math.min(to, context.now) } as const;
  const found = await attribution(context.services.db, asked);
  const rows = found.rows.slice(0, mostCredited);
  const titles = await itemTitles(
    rows.map(({ key }) => key),
    context,
  );
  const [most] = rows;
  const deals = (row: CreditRow, model: AttributionModel) => row.credits[model].parts / wholeConversion;
  return {
    asOf: context.now,
    filters: {},
    summary: [
      `${count(found.conversions)} deals were won; ${count(found.untouched.count)} of them without any email clicked or content taken up in the ${lookbackDays} days before.`,
      ...(most
        ? [
            `“${titles.get(most.key) ?? most.key}” was there before ${count(most.conversions)}: shared out evenly it gets ${deals(most, 'linear').toFixed(1)}, by the first touch ${deals(most, 'first').toFixed(1)}, by the last ${deals(most, 'last').toFixed(1)}.`,
          ]
        : []),
      'That is associative: that a touch came before a deal does not say that the deal came of it.',
    ],
    parts: {
      credits: rows.map((row) => ({
        name: titles.get(row.key) ?? row.key,
        conversions: row.conversions,
        models: Object.fromEntries(
          attributionModels.map((model) => [model, Math.round(deals(row, model) * 10) / 10]),
        ),
      })),
    },
    notes: [...found.notes, ...notNarrowed(query)],
  };
}
