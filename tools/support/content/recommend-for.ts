import { contentPerformance } from '../../../engine/analytics/content-performance.ts';
import { vocabularyOf } from '../../../engine/program/score-models.ts';
import type { ActiveProgram } from '../../../engine/runtime/types.ts';
import type { ContentKind } from '../../../knowledge/items/item.ts';
import { type ContentFigures, sum } from '../../../knowledge/recommend/evidence.ts';
import { type Recommendations, recommend } from '../../../knowledge/recommend/recommend.ts';
import { interestsOf } from '../../../knowledge/recommend/relevance.ts';
import type { ToolContext } from '../../tool.ts';
import { segmentConditions } from '../conditions.ts';
import type { AudienceAsked } from './audience-asked.ts';

/** What happened longer ago says little about what is read today. */
export const daysLookedAt = 180;
/** Passages that are looked at for the words of a goal. */
const mostPassages = 100;

/** How content did for an audience in the days that count. */
export function figuresFor(
  { services, now }: Pick<ToolContext, 'services' | 'now'>,
  active: ActiveProgram,
  { condition }: Pick<AudienceAsked, 'condition'>,
) {
  return contentPerformance(services.db, {
    condition,
    segments: segmentConditions(active),
    vocabulary: vocabularyOf(active.program),
    now,
    from: now - daysLookedAt * 86_400_000,
    to: now,
  });
}

/** What to send an audience next. */
export async function recommendFor(
  context: Pick<ToolContext, 'services' | 'now'>,
  active: ActiveProgram,
  asked: AudienceAsked,
  options: {
    count: number;
    goal?: string | undefined;
    kinds?: readonly ContentKind[] | undefined;
    /** A stage was named: only what is made for it. */
    strictStage: boolean;
    regulated: boolean;
  },
): Promise<Recommendations> {
  const { library } = context.services;
  const shelf = await library.shelf();
  const figures = await figuresFor(context, active, asked);
  const { goal, kinds, ...rest } = options;
  return recommend(shelf, {
    ...rest,
    ...(kinds && { kinds }),
    ...(asked.stage && { stage: asked.stage }),
    ...(asked.language !== undefined && { language: asked.language }),
    ...(goal !== undefined && { goal: await goalRelevance(context, goal) }),
    audience: asked.audience,
    mixed: asked.lead === undefined,
    had: asked.had,
    interests: interestsOf(shelf, asked.lead ? timesRead(asked.read) : readInside(figures)),
    figures,
    now: context.now,
  });
}

/** How well items answer words, against the one that does best. */
async function goalRelevance(
  { services }: Pick<ToolContext, 'services'>,
  goal: string,
): Promise<Map<string, number>> {
  const hits = await services.library.search(goal, { limit: mostPassages, where: { approved: true } });
  const best = new Map<string, number>();
  for (const { item, score } of hits) best.set(item.id, Math.max(best.get(item.id) ?? 0, score));
  const top = Math.max(...best.values(), Number.MIN_VALUE);
  return new Map([...best].map(([id, score]) => [id, score / top]));
}

function timesRead(read: ReadonlySet<string>): Map<string, number> {
  return new Map([...read].map((item) => [item, 1]));
}

/** What the audience itself clicked and took up. */
function readInside(figures: readonly ContentFigures[]): Map<string, number> {
  const byItem = Map.groupBy(
    figures.filter(({ inside }) => inside),
    ({ item }) => item,
  );
  return new Map(
    [...byItem].map(([item, rows]) => {
      const { clicked, taken } = sum(rows);
      return [item, clicked + taken];
    }),
  );
}
