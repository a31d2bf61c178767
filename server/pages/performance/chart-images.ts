import { Hono } from 'hono';
import { z } from 'zod';
import { type ChartShelf, shelf } from '../../../engine/analytics/report/charts-section.ts';
import { type Markup, markup } from '../../../engine/analytics/report/markup.ts';
import { requireRole } from '../../auth/guards.ts';
import type { AppEnv } from '../../auth/principal.ts';
import type { Installation } from '../../installation.ts';
import { askedSchema, queryOf } from '../../performance/asked.ts';
import { drawOnce } from '../../performance/draw.ts';
import { type ChartAsked, chartKinds, readChart } from '../../performance/read-chart.ts';
import { type Figures, readFigures } from '../../performance/read-figures.ts';
import { chartWidth, nameOfChart, reportKinds } from '../../performance/report-charts.ts';

const chartSchema = askedSchema.extend({
  kind: z.enum(chartKinds),
  of: z.string().max(63).optional(),
  // As pages ask for it: on a phone and in a row, or alone on a wide screen.
  width: z.coerce
    .number()
    .pipe(z.literal([360, 720]))
    .catch(chartWidth),
  dark: z.stringbool().catch(false),
});

/** The charts of a page as images with addresses of their own, with words for those who do not see them. */
export async function chartImages(
  installation: Installation,
  figures: Figures,
  tracks: readonly string[],
  address: string,
): Promise<ChartShelf> {
  const images = new Map<string, Markup>();
  const read = reportKinds(tracks).map(async (asked): Promise<[string, Markup]> => {
    const { description } = (await readChart(installation, figures, asked))({ width: chartWidth });
    return [nameOfChart(asked), image(asked, address, description)];
  });
  for (const [name, found] of await Promise.all(read)) images.set(name, found);
  return { show: (...names) => shelf(names.flatMap((name) => images.get(name) ?? [])) };
}

function image({ kind, track }: ChartAsked, address: string, words: string): Markup {
  const of = new URLSearchParams({ kind, ...(track !== undefined && { of: track }) });
  const at = `/performance/chart.svg?${of}&${address}`;
  return markup`<picture><source media="(prefers-color-scheme: dark)" srcset="${at}&amp;dark=true"><img src="${at}" alt="${words}" width="${chartWidth}" loading="lazy"></picture>`;
}

/** `/performance/chart.svg`: one of those charts. */
export function chartRoutes(installation: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/chart.svg', async (c) => {
    requireRole(c);
    const { kind, of, width, dark, ...asked } = chartSchema.parse(c.req.query());
    const figures = await readFigures(installation, ({ program }) =>
      queryOf(program, asked, installation.clock()),
    );
    const chart = await readChart(installation, figures, { kind, track: of });
    const { tag, bytes } = drawOnce(chart({ width, dark }), 'svg');
    const headers = { etag: `"${tag}"`, 'cache-control': 'private, max-age=30' };
    if (c.req.header('if-none-match') === headers.etag) return c.body(null, 304, headers);
    return c.body(await bytes, 200, { ...headers, 'content-type': 'image/svg+xml' });
  });
}
