import type { PerformanceQuery } from '../../../engine/analytics/metrics/query.ts';
import { readDashboard } from '../../../engine/analytics/metrics/read-dashboard.ts';
import type { Program } from '../../../engine/program/schema.ts';
import type { ActiveProgram } from '../../../engine/runtime/types.ts';
import type { ToolContext } from '../../tool.ts';
import { addressesOf } from './addresses.ts';
import type { Answer } from './answer.ts';
import { attributionAnswer } from './attribution-answer.ts';
import { contextFor } from './context-for.ts';
import { itemTitles } from './item-titles.ts';
import { opportunitiesAnswer } from './opportunities-answer.ts';
import { type Names, partsOf } from './parts.ts';
import type { About, DashboardAbout } from './schema.ts';
import { sentencesOf } from './sentences.ts';

export function answerTo(
  about: About,
  query: PerformanceQuery,
  active: ActiveProgram,
  context: ToolContext,
): Promise<Answer> {
  if (about === 'opportunities') return opportunitiesAnswer(query, context);
  if (about === 'attribution') return attributionAnswer(query, context);
  return dashboardAnswer(about, query, active, context);
}

/** The figures of a dashboard that answer it. */
async function dashboardAnswer(
  about: DashboardAbout,
  query: PerformanceQuery,
  active: ActiveProgram,
  context: ToolContext,
): Promise<Answer> {
  const { program } = active;
  const dashboard = await readDashboard(context.services.db, query, contextFor(active, query, context.now));
  const { top, under } = dashboard.content;
  const items = about === 'content' ? [...top, ...under].map(({ item }) => item) : [];
  const names = namesOf(program, query.track, await itemTitles(items, context));
  const { leadsOf } = addressesOf(query, dashboard.filters);
  return {
    asOf: dashboard.asOf,
    before: dashboard.before,
    filters: dashboard.filters,
    summary: sentencesOf(about, dashboard, names),
    parts: partsOf(about, dashboard, names, leadsOf),
    notes: dashboard.notes,
  };
}

function namesOf(program: Program, track: string | undefined, titles: ReadonlyMap<string, string>): Names {
  const steps = track === undefined ? [] : (program.tracks[track]?.steps ?? []);
  return {
    track: (id) => program.tracks[id]?.title ?? id,
    segment: (id) => program.segments[id]?.title ?? id,
    item: (id) => titles.get(id) ?? id,
    step: (id) => steps.find((step) => step.id === id)?.title ?? id.replaceAll('-', ' '),
  };
}
