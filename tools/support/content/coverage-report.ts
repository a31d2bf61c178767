import { leadsByStage, leadsByValueAndStage, leadsOfAll } from '../../../engine/analytics/leads-by-stage.ts';
import { vocabularyOf } from '../../../engine/program/score-models.ts';
import type { ActiveProgram } from '../../../engine/runtime/types.ts';
import { facets } from '../../../knowledge/recommend/audience.ts';
import { type Coverage, type CoverageGroup, coverage } from '../../../knowledge/recommend/coverage.ts';
import type { ToolContext } from '../../tool.ts';
import { audienceOf } from '../audience.ts';
import { segmentConditions } from '../conditions.ts';
import { taint } from '../taint.ts';

/** What leads are told apart by: the segments of the program that content can be made for, or a field. */
export const coverageBy = ['segment', 'industry', 'company-size', 'role', 'region'] as const;
export type CoverageBy = (typeof coverageBy)[number];

const fields = {
  industry: { name: 'industry', owner: 'account', facet: 'industries' },
  'company-size': { name: 'company_size', owner: 'account', facet: 'companySizes' },
  role: { name: 'buyer_role', owner: 'lead', facet: 'roles' },
  region: { name: 'region', owner: 'account', facet: 'regions' },
} as const;
/** The values that most leads have. */
const mostValues = 12;
const nobody = { industries: [], companySizes: [], roles: [], regions: [] };

/** The content matrix of the library as the leads are now. Reads only. */
export async function coverageReport(
  context: Pick<ToolContext, 'services' | 'now' | 'tainted'>,
  by: CoverageBy,
): Promise<Coverage> {
  const { services, now } = context;
  const groups =
    by === 'segment'
      ? await segmentGroups(context, await services.engine.program())
      : await valueGroups(context, fields[by]);
  const everybody = await leadsOfAll(services.db);
  return coverage(await services.library.shelf(), { groups, everybody, now });
}

async function segmentGroups(
  { services, now }: Pick<ToolContext, 'services' | 'now'>,
  active: ActiveProgram,
): Promise<CoverageGroup[]> {
  const segments = segmentConditions(active);
  const groups: CoverageGroup[] = [];
  for (const [id, condition] of Object.entries(segments)) {
    const { industries, companySizes, roles, regions } = audienceOf(condition, segments);
    const audience = { industries, companySizes, roles, regions };
    if (facets.every((facet) => audience[facet].length === 0)) continue;
    const vocabulary = vocabularyOf(active.program);
    const leads = await leadsByStage(services.db, { condition, segments, vocabulary, now });
    groups.push({ id, title: active.program.segments[id]?.title ?? id, audience, leads });
  }
  return groups;
}

async function valueGroups(
  context: Pick<ToolContext, 'services' | 'tainted'>,
  { name, owner, facet }: (typeof fields)[keyof typeof fields],
): Promise<CoverageGroup[]> {
  const found = await leadsByValueAndStage(context.services.db, { name, owner });
  // Whatever leads or their companies wrote there.
  taint(context, `field:${name}`);
  const total = (leads: CoverageGroup['leads']) => Object.values(leads).reduce((sum, n) => sum + n, 0);
  return [...found]
    .sort(([a, m], [b, n]) => total(n) - total(m) || (a < b ? -1 : 1))
    .slice(0, mostValues)
    .map(([value, leads]) => ({
      id: value,
      title: value.length <= 3 ? value.toUpperCase() : value.replaceAll('-', ' '),
      audience: { ...nobody, [facet]: [value] },
      leads,
    }));
}
