import { type Context, Hono } from 'hono';
import { raw } from 'hono/html';
import { type FiguresView, figuresPage } from '../../../console/performance/figures.ts';
import { TrellisError } from '../../../db/errors.ts';
import { reportBody } from '../../../engine/analytics/report/body.ts';
import { knownValues } from '../../../engine/analytics/report/data/sql/known-values.ts';
import { periodWords } from '../../../engine/analytics/report/period-words.ts';
import { journeyStages } from '../../../engine/program/schema.ts';
import { addressesOf } from '../../../tools/support/performance/addresses.ts';
import { requireRole } from '../../auth/guards.ts';
import type { AppEnv } from '../../auth/principal.ts';
import { statusOf } from '../../errors.ts';
import type { Installation } from '../../installation.ts';
import { askedSchema, queryOf } from '../../performance/asked.ts';
import { readFigures } from '../../performance/read-figures.ts';
import { reportInput } from '../../performance/report-input.ts';
import { frameOf } from '../session.ts';
import { chartImages } from './chart-images.ts';

const mostIndustries = 200;

/** `/performance`: the report of a period with the leads behind each of its numbers, and a form that narrows it. */
export function figurePages(installation: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/', async (c) => {
    const frame = { ...(await frameOf(c, installation)), ...(await formOf(c, installation)) };
    try {
      return c.html(figuresPage({ ...frame, report: await reportOf(c, installation) }));
    } catch (error) {
      // What cannot be read of the address is said beside the form that it came from.
      if (!(error instanceof TrellisError) || error.mender !== 'user') throw error;
      return c.html(figuresPage({ ...frame, problem: error.message }), statusOf(error));
    }
  });
}

async function reportOf(c: Context<AppEnv>, installation: Installation): Promise<FiguresView['report']> {
  const asked = askedSchema.parse(c.req.query());
  const figures = await readFigures(installation, ({ program }) =>
    queryOf(program, asked, installation.clock()),
  );
  const { dashboard, query } = figures;
  const input = await reportInput(installation, requireRole(c), figures);
  const { query: address, leadsOf } = addressesOf(query, dashboard.filters);
  const charts = await chartImages(installation, figures, input.tracks ?? [], address.toString());
  return {
    title: `Lead nurturing, ${periodWords(query)}`,
    body: raw(reportBody(input, charts, leadsOf).toString()),
    file: `/api/report?${address}`,
  };
}

/** What the form shows, whatever was asked. */
async function formOf(c: Context<AppEnv>, { db, engine, recentTaint }: Installation) {
  const { program } = await engine.program();
  recentTaint.add(requireRole(c), ['field:industry']);
  const given = (name: string) => (c.req.query(name) ?? '').slice(0, 4_000);
  const titled = (of: Readonly<Record<string, { title: string }>>) =>
    Object.entries(of).map(([value, { title }]) => ({ value, title }));
  return {
    asked: {
      period: given('period') || wordsOf(given('from'), given('to')),
      track: given('track'),
      segment: given('segment'),
      stage: given('stage'),
      industry: given('industry'),
      item: given('item'),
      owner: given('owner'),
      where: given('where'),
    },
    choices: {
      tracks: titled(program.tracks),
      segments: titled(program.segments),
      stages: journeyStages,
      industries: await knownValues(db, 'industry', mostIndustries),
    },
  };
}

/** A period of whole days as its form takes it; the end of an address is exclusive. */
function wordsOf(from: string, to: string): string {
  const [first, end] = [Date.parse(from), Date.parse(to)];
  if (Number.isNaN(first) || Number.isNaN(end)) return '';
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  return `${day(first)} to ${day(end - 1)}`;
}
