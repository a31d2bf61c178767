import { z } from 'zod';
import type { BarsData } from '../../engine/analytics/charts/bars/bars-data.ts';
import type { VegaLiteSpec } from '../../engine/analytics/charts/spec.ts';
import type { AnswerChart } from '../../integrations/slack/answers/render/figures.ts';
import type { DrawPicture } from '../../integrations/slack/answers/render/picture.ts';
import type { Installation } from '../installation.ts';
import { askedSchema, queryOf } from '../performance/asked.ts';
import { drawOnce } from '../performance/draw.ts';
import { chartKinds, readChart } from '../performance/read-chart.ts';
import { readFigures } from '../performance/read-figures.ts';

const width = 720;
const askedOf = askedSchema.extend({ kind: z.enum(chartKinds), of: z.string().max(63).optional() });

/** Draws for Slack what pages show too. What cannot be drawn is left out of an answer, and logged. */
export function pictureDrawer(installation: Installation): DrawPicture {
  return async (asked) => {
    try {
      const spec = 'url' in asked ? await chartAt(installation, asked.url) : await barsFor(asked.chart);
      if (!spec) return undefined;
      return { png: await drawOnce(spec, 'png').bytes, alt: spec.description };
    } catch (error) {
      installation.log.warn({ err: error }, 'a chart for Slack was not drawn');
      return undefined;
    }
  };
}

/** The chart of a page of ours, by the address that a tool gave. */
async function chartAt(installation: Installation, url: string): Promise<VegaLiteSpec | undefined> {
  const { searchParams, pathname } = new URL(url);
  if (!pathname.endsWith('/performance/chart.svg')) return undefined;
  const { kind, of, ...asked } = askedOf.parse(Object.fromEntries(searchParams));
  const figures = await readFigures(installation, ({ program }) =>
    queryOf(program, asked, installation.clock()),
  );
  return (await readChart(installation, figures, { kind, track: of }))({ width });
}

async function barsFor({ title, unit, categories, series }: AnswerChart): Promise<VegaLiteSpec | undefined> {
  const [only] = series;
  if (!only || series.length > 1) return undefined;
  const { bars } = await import('../../engine/analytics/charts/bars/bars.ts');
  const share = unit === '%';
  const data: BarsData = {
    title,
    unit: share ? 'share' : 'count',
    bars: categories.map((name, at) => {
      const value = only.values[at] ?? 0;
      return { name, value: share ? value / 100 : value, low: null, high: null };
    }),
  };
  return bars(data, { width });
}
